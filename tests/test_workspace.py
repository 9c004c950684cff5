import os

import pytest

from draftreel import workspace
from draftreel.errors import RenderError
from draftreel.plan import Chunk
from draftreel.workspace import Workspace, found, load, recall, save, write_whole

CHUNK = Chunk(index=0, first=0, count=30, key="k")


def test_a_file_that_is_asked_for_counts_as_used_now(tmp_path):
    path = tmp_path / "a"
    path.touch()
    os.utime(path, (1, 1))
    assert found(path)
    assert path.stat().st_mtime > 1
    assert not found(tmp_path / "nowhere")


def test_only_files_of_the_data_folder_are_kept_in_use(tmp_path):
    ours, theirs = tmp_path / "data" / "media" / "a.mp4", tmp_path / "own" / "b.mp4"
    for path in (ours, theirs):
        path.parent.mkdir(parents=True)
        path.touch()
        os.utime(path, (1, 1))
    Workspace(tmp_path / "data").keep([str(ours), str(theirs), str(tmp_path / "data" / "gone")])
    assert ours.stat().st_mtime > 1
    assert theirs.stat().st_mtime == 1


def test_a_value_is_recalled_as_it_was_saved(tmp_path):
    save(tmp_path / "a", CHUNK)
    assert recall(tmp_path / "a", Chunk) == CHUNK
    assert load(tmp_path / "a", Chunk) == CHUNK


@pytest.mark.parametrize("bytes_there", [b"", b"\0" * 99, b"words", b"\x80\x05cno.such\nthing\n."])
def test_what_cannot_be_read_is_not_recalled(tmp_path, bytes_there):
    path = tmp_path / "a"
    path.write_bytes(bytes_there)
    assert recall(path, Chunk) is None
    with pytest.raises(RenderError, match="the stored chunk"):
        load(path, Chunk)


def test_something_else_is_not_recalled(tmp_path):
    save(tmp_path / "a", "words")
    assert recall(tmp_path / "a", Chunk) is None


def test_files_unpacked_for_one_run_are_passing_and_others_are_not(tmp_path):
    workspace = Workspace(tmp_path)
    assert workspace.is_passing(tmp_path / ".run-1" / "draft" / "a.mp4")
    assert not workspace.is_passing(tmp_path / "media" / "a.mp4")
    assert not workspace.is_passing(tmp_path.parent / ".run-1" / "a.mp4")


def test_a_disk_that_is_full_is_left_as_it_was(tmp_path, monkeypatch):
    real = workspace.tempfile.NamedTemporaryFile

    def without_room(**given):
        part = real(**given)

        def write(_data):
            part.file.write(b"some of it")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(part, "write", write, raising=False)
        return part

    monkeypatch.setattr(workspace.tempfile, "NamedTemporaryFile", without_room)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a", b"all of it")
    assert list(tmp_path.iterdir()) == []
