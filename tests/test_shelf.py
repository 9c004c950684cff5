import os
from collections import Counter

import numpy as np
import pytest

from draftreel import shelf
from draftreel.image import Image
from draftreel.image.keeping import Kept
from draftreel.shelf import PictureShelf
from draftreel.workspace import Workspace


class Maker:
    """Makes 2x2 pictures of one grey, and counts."""

    def __init__(self) -> None:
        self.made = Counter()

    def grey(self, light: int):
        def make() -> Kept:
            self.made[light] += 1
            return Kept(Image(tuple(np.full(shape, light, np.uint8) for shape in ((2, 2), (1, 1), (1, 1)))), light, 7)

        return make


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def maker():
    return Maker()


def pictures(workspace):
    return sorted(workspace.folder("pictures").iterdir())


def test_a_picture_is_made_once_for_all_who_share_the_folder(workspace, maker):
    for _ in range(3):
        kept = PictureShelf(workspace).kept(("still", "k", (2, 2)), maker.grey(90))
        assert (kept.image.planes[0].tolist(), kept.x, kept.y) == ([[90, 90], [90, 90]], 90, 7)
    assert maker.made == {90: 1}


def test_another_key_is_another_picture(workspace, maker):
    ours = PictureShelf(workspace)
    for light, key in enumerate([("still", "k", None), ("still", "k", (2, 2)), ("still", "l", None), ("text", "k")]):
        assert ours.kept(key, maker.grey(light)).x == light
    assert maker.made == {0: 1, 1: 1, 2: 1, 3: 1}


def test_a_new_look_makes_all_pictures_anew(workspace, maker, monkeypatch):
    PictureShelf(workspace).kept(("k",), maker.grey(1))
    monkeypatch.setattr(shelf, "LOOK_VERSION", shelf.LOOK_VERSION + 1)
    assert PictureShelf(workspace).kept(("k",), maker.grey(2)).x == 2


@pytest.mark.parametrize("harm", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:]])
def test_a_damaged_picture_is_made_anew_and_whole_again(workspace, maker, harm):
    ours = PictureShelf(workspace)
    ours.kept(("k",), maker.grey(1))
    (path,) = pictures(workspace)
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    assert ours.kept(("k",), maker.grey(1)).x == 1
    assert maker.made == {1: 2}
    assert path.read_bytes() == whole


def test_a_picture_that_is_fetched_counts_as_used(workspace, maker):
    ours = PictureShelf(workspace)
    ours.kept(("k",), maker.grey(1))
    (path,) = pictures(workspace)
    os.utime(path, (1, 1))
    ours.kept(("k",), maker.grey(1))
    assert path.stat().st_mtime > 1


def test_a_full_disk_costs_the_keeping_and_nothing_else(workspace, maker, monkeypatch):
    def full(_path, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf, "write_whole", full)
    assert PictureShelf(workspace).kept(("k",), maker.grey(1)).x == 1
    assert pictures(workspace) == []
