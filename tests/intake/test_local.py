import stat
import zipfile

import pytest

from draftreel.errors import DraftEmpty, DraftNotFound
from draftreel.intake import archive, open_local


def zipped(path, members, **flags):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = flags.get(name, 0o644) << 16
            opened.writestr(info, data)
    return path


def test_a_folder_s_content_is_preferred_to_its_info(tmp_path):
    (tmp_path / "draft_info.json").write_bytes(b"info")
    assert open_local(tmp_path, tmp_path).content == b"info"
    (tmp_path / "draft_content.json").write_bytes(b"content")
    opened = open_local(tmp_path, tmp_path)
    assert (opened.content, opened.root, sorted(opened.files)) == (
        b"content",
        tmp_path,
        ["draft_content.json", "draft_info.json"],
    )


def test_any_json_file_can_be_named(tmp_path):
    file = tmp_path / "old.json"
    file.write_bytes(b"{}")
    opened = open_local(file, tmp_path)
    assert (opened.content, opened.root) == (b"{}", tmp_path)


def test_a_folder_in_a_folder_is_found_and_the_outer_draft_comes_first(tmp_path):
    (tmp_path / "x/Timelines/1").mkdir(parents=True)
    (tmp_path / "x/Timelines/1/draft_content.json").write_bytes(b"inner")
    assert open_local(tmp_path, tmp_path).content == b"inner"
    (tmp_path / "x/draft_info.json").write_bytes(b"outer")
    assert open_local(tmp_path, tmp_path).content == b"outer"


@pytest.mark.parametrize("name", ["gone", "gone.json", "empty"])
def test_what_is_not_there_is_not_found(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DraftNotFound) as caught:
        open_local(tmp_path / name, tmp_path)
    assert str(tmp_path) not in str(caught.value)


def test_a_file_over_the_limit_is_not_read(tmp_path):
    with (tmp_path / "draft_content.json").open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(DraftEmpty, match="larger than 64 MB"):
        open_local(tmp_path, tmp_path)


def test_a_zip_is_unpacked_once(tmp_path):
    file = zipped(tmp_path / "d.zip", {"my/draft_content.json": b"{}", "my/assets/a.mp4": b"a"})
    first, second = open_local(file, tmp_path / "in"), open_local(file, tmp_path / "in")
    assert first == second
    assert (first.content, first.files) == (b"{}", ("draft_content.json", "assets/a.mp4"))
    assert len(list((tmp_path / "in").iterdir())) == 1


@pytest.mark.checklist(13, 23)
def test_members_that_climb_or_link_are_left_out(tmp_path):
    names = ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt", "C:\\out.txt", "..\\out.txt", "x\n.txt"]
    members = {"draft_content.json": b"{}", **dict.fromkeys(names, b"bad"), "link": b"/etc/passwd"}
    opened = open_local(zipped(tmp_path / "d.zip", members, link=stat.S_IFLNK | 0o777), tmp_path / "in")
    assert opened.files == ("draft_content.json",)
    assert not list(tmp_path.rglob("out.txt"))


def test_backslashes_in_a_zip_are_folders(tmp_path):
    opened = open_local(
        zipped(tmp_path / "d.zip", {"draft_content.json": b"{}", "assets\\a.mp4": b"a"}), tmp_path / "in"
    )
    assert sorted(opened.files) == ["assets/a.mp4", "draft_content.json"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_names_are_read_in_the_encoding_that_they_are_in(tmp_path, encoding):
    file = zipped(tmp_path / "d.zip", {"draft_content.json": b"{}", "XXXXXXXX.mp4": b"a"})
    name = "素材片段".encode(encoding)
    data = file.read_bytes().replace(b"XXXXXXXX.mp4", (name + b".mp4"))
    if len(name) != 8:
        file = zipped(tmp_path / "d.zip", {"draft_content.json": b"{}", "X" * len(name) + ".mp4": b"a"})
        data = file.read_bytes().replace(b"X" * len(name), name)
    file.write_bytes(data)
    assert "素材片段.mp4" in open_local(file, tmp_path / "in").files


@pytest.mark.checklist(22)
def test_a_bomb_is_left_before_it_fills_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FREE_SIZE", 1000)
    file = zipped(tmp_path / "d.zip", {"draft_content.json": b"{}", "big": b"\0" * 5_000_000})
    assert file.stat().st_size < 10_000
    with pytest.raises(DraftEmpty, match="unpacks to more"):
        open_local(file, tmp_path / "in")
    assert list((tmp_path / "in").iterdir()) == []


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FILE_LIMIT", 3)
    file = zipped(tmp_path / "d.zip", {str(number): b"" for number in range(4)})
    with pytest.raises(DraftEmpty, match="more than 3 files"):
        open_local(file, tmp_path / "in")


def test_a_broken_zip_is_an_unreadable_draft(tmp_path):
    file = zipped(tmp_path / "d.zip", {"draft_content.json": b"{}" * 1000})
    data = bytearray(file.read_bytes())
    data[50] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(DraftEmpty, match="broken or encrypted"):
        open_local(file, tmp_path / "in")


def test_a_file_that_is_also_a_folder_is_an_unreadable_draft(tmp_path):
    file = zipped(tmp_path / "d.zip", {"a": b"x", "a/draft_content.json": b"{}"})
    with pytest.raises(DraftEmpty, match="broken"):
        open_local(file, tmp_path / "in")
