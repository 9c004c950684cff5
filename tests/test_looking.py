import os
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from draftreel import looking
from draftreel.errors import MaterialError
from draftreel.intake import FetchPolicy, network
from draftreel.intake.network import Download
from draftreel.looking import TICK_NS, fetch, look, look_at_fetched
from draftreel.timeline import MediaKind
from draftreel.workspace import Workspace

URL, POLICY = "http://mate/sea.mp4", FetchPolicy()


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "data")


def picture(path: Path, width: int, bytes_in_all: int = 2000) -> Path:
    """A bitmap with something after it, so that pictures of any width are files of one size."""
    data = cv2.imencode(".bmp", np.zeros((4, width, 3), np.uint8))[1].tobytes()
    path.write_bytes(data.ljust(bytes_in_all, b"\0"))
    time.sleep(3 * TICK_NS / 1e9)
    return path


@pytest.fixture
def looks(monkeypatch):
    """The files that were hashed or probed, in order."""
    seen = []

    def counting(name):
        real = getattr(looking, name)

        def counted(path, *more):
            seen.append((name, path.name))
            return real(path, *more)

        monkeypatch.setattr(looking, name, counted)

    counting("content_key")
    counting("probe")
    return seen


def test_an_unchanged_file_is_hashed_and_probed_once(workspace, looks, tmp_path):
    path = picture(tmp_path / "a.bmp", 8)
    first = look(path, "video", workspace)
    assert (first.kind, first.width, first.height) == (MediaKind.STILL, 8, 4)
    assert look(path, "video", workspace) == first
    assert looks == [("content_key", "a.bmp"), ("probe", "a.bmp")]


def test_a_file_of_the_same_name_and_size_with_a_new_time_is_looked_at_anew(workspace, looks, tmp_path):
    path = tmp_path / "a.bmp"
    first = look(picture(path, 8), "video", workspace)
    second = look(picture(path, 16), "video", workspace)
    assert (first.width, second.width) == (8, 16)
    assert first.key != second.key
    assert len(looks) == 4


def test_a_file_whose_time_was_set_back_is_looked_at_anew(workspace, tmp_path):
    path = picture(tmp_path / "a.bmp", 8)
    before = path.stat()
    assert look(path, "video", workspace).width == 8
    picture(path, 16)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    time.sleep(3 * TICK_NS / 1e9)
    assert look(path, "video", workspace).width == 16


def test_a_file_that_has_only_just_changed_is_not_remembered(workspace, looks, tmp_path, monkeypatch):
    path = picture(tmp_path / "a.bmp", 8)
    monkeypatch.setattr(looking, "TICK_NS", 3600 * 10**9)
    look(path, "video", workspace)
    look(path, "video", workspace)
    assert len(looks) == 4


def test_a_file_that_changes_while_it_is_hashed_is_not_remembered(workspace, looks, tmp_path, monkeypatch):
    path, real = picture(tmp_path / "a.bmp", 8), looking.content_key
    monkeypatch.setattr(looking, "content_key", lambda path: (real(path), picture(path, 16))[0])
    look(path, "video", workspace)
    monkeypatch.setattr(looking, "content_key", real)
    assert look(path, "video", workspace).width == 16


def test_a_file_that_is_gone_or_no_media_is_an_error_each_time(workspace, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("words")
    time.sleep(3 * TICK_NS / 1e9)
    for path in (text, text, tmp_path / "nowhere"):
        with pytest.raises(MaterialError):
            look(path, "video", workspace)


def test_a_damaged_memory_is_no_memory(workspace, looks, tmp_path):
    path = picture(tmp_path / "a.bmp", 8)
    first = look(path, "video", workspace)
    for kept in workspace.folder("looked").iterdir():
        kept.write_bytes(b"\0" * 64)
    assert look(path, "video", workspace) == first
    assert len(looks) == 4


def test_a_font_is_hashed_once_and_never_probed(workspace, looks, tmp_path):
    path = picture(tmp_path / "a.ttf", 8)
    assert look(path, "font", workspace).kind is MediaKind.FONT
    look(path, "font", workspace)
    assert looks == [("content_key", "a.ttf")]


def test_what_was_fetched_is_probed_once_wherever_it_lies(workspace, looks, tmp_path):
    (tmp_path / "other").mkdir()
    for path in (tmp_path / "k.bmp", tmp_path / "other" / "k.bmp"):
        assert look_at_fetched(picture(path, 8), "video", "k", workspace).key == "k"
    assert looks == [("probe", "k.bmp")]


@pytest.fixture
def server(workspace, monkeypatch):
    """A server whose file has an ETag, and how often it was asked for it."""
    asked = []

    def download(url, into, _policy, _name):
        asked.append(url)
        into.mkdir(parents=True, exist_ok=True)
        path = into / "k.mp4"
        path.write_bytes(b"sea")
        return Download(path, "k", 3, '"1"')

    monkeypatch.setattr(network, "download", download)
    return asked


def test_a_material_is_fetched_once_while_its_server_says_that_it_is_the_same(workspace, server):
    first = fetch(URL, '"1"', "sea", POLICY, workspace)
    assert fetch(URL, '"1"', "sea", POLICY, workspace) == first
    assert len(server) == 1
    first.path.unlink()
    assert fetch(URL, '"1"', "sea", POLICY, workspace).path.exists()
    assert len(server) == 2


@pytest.mark.parametrize("validator", ["", '"2"'], ids=["nobody says", "it changed between"])
def test_a_material_that_may_have_changed_is_fetched_again(workspace, server, validator):
    fetch(URL, validator, "sea", POLICY, workspace)
    fetch(URL, validator, "sea", POLICY, workspace)
    assert len(server) == 2


def test_what_was_unpacked_for_one_run_leaves_no_memory(workspace, tmp_path):
    folder = tmp_path / "data" / ".run-x" / "draft"
    folder.mkdir(parents=True)
    look(picture(folder / "a.bmp", 8), "video", workspace)
    assert not list(workspace.folder("looked").iterdir())


@pytest.fixture
def unpacked(tmp_path):
    """A picture in a zip, by the zip's hash and in whichever run's folder it is unpacked."""

    def unpack(run, zip_hash="ab" * 32, name="a.bmp", width=8):
        folder = tmp_path / "data" / f".run-{run}" / zip_hash / "draft"
        folder.mkdir(parents=True, exist_ok=True)
        return picture(folder / name, width)

    return unpack


def test_what_is_unpacked_from_the_same_zip_again_is_looked_at_once(workspace, looks, unpacked):
    first = look(unpacked("one"), "video", workspace)
    assert look(unpacked("two"), "video", workspace) == first
    assert looks == [("content_key", "a.bmp"), ("probe", "a.bmp")]


@pytest.mark.parametrize("other", [{"zip_hash": "cd" * 32}, {"name": "b.bmp"}], ids=["another zip", "another file"])
def test_what_comes_out_of_another_zip_or_is_another_file_is_looked_at(workspace, unpacked, other):
    assert look(unpacked("one"), "video", workspace).width == 8
    assert look(unpacked("two", **other, width=16), "video", workspace).width == 16


def test_a_data_folder_behind_a_link_is_the_same_folder(looks, unpacked, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for run in ("one", "two"):
        look(unpacked(run), "video", Workspace(tmp_path / "link"))
    assert len(looks) == 2
