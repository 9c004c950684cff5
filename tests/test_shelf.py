import os
from collections import Counter

import numpy as np
import pytest

from draftreel import shelf
from draftreel.image import Image
from draftreel.image.keeping import Kept
from draftreel.shelf import PictureShelf, SampleShelf
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
    assert SampleShelf(workspace).kept(("k",), lambda: noise(1))[0, 0] == noise(1)[0, 0]
    assert pictures(workspace) == []
    assert samples(workspace) == []


def samples(workspace):
    return sorted(workspace.folder("samples").iterdir())


def noise(count):
    return np.random.default_rng(5).uniform(-1, 1, (count, 2)).astype(np.float32)


def never():
    raise AssertionError("it is there")


def test_samples_are_made_once_and_come_back_to_the_bit(workspace):
    made = noise(1_000)
    assert SampleShelf(workspace).kept(("k", 0), lambda: made) is made
    fetched = SampleShelf(workspace).kept(("k", 0), never)
    assert fetched.dtype == np.float32
    assert np.array_equal(fetched, made)


def mono(values):
    return np.stack([values, values], 1)


SIXTEEN_BITS = (np.arange(-32_768, 32_768) / 32_768).astype(np.float32)


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (noise(1_000), 8_000),
        (mono(noise(1_000)[:, 0]), 4_000),
        (mono(SIXTEEN_BITS), 2 * 65_536),
        (np.stack([SIXTEEN_BITS, SIXTEEN_BITS[::-1]], 1), 4 * 65_536),
        (mono(np.float32([0.5, 1.0])), 8),
        (mono(np.float32([-0.0, 0.5])), 8),
        (mono(np.float32([0.25, 0.5 + 2**-16])), 8),
        (np.zeros((5_000, 2), np.float32), 0),
        (np.concatenate([mono(SIXTEEN_BITS), np.zeros((9_999, 2), np.float32)]), 2 * 65_536),
    ],
)
def test_samples_take_no_more_room_than_what_they_say(workspace, made, size):
    """16 bits are enough for what came from 16 bits, one column for mono, none for the silence at the end."""
    SampleShelf(workspace).kept(("k",), lambda: made)
    (path,) = samples(workspace)
    assert path.stat().st_size == 20 + size
    fetched = SampleShelf(workspace).kept(("k",), never)
    whole = np.concatenate([fetched, np.zeros((len(made) - len(fetched), 2), np.float32)])
    assert np.array_equal(whole.view(np.uint32), made.view(np.uint32))


@pytest.mark.parametrize("harm", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:]])
def test_damaged_samples_are_made_anew(workspace, harm):
    SampleShelf(workspace).kept(("k",), lambda: noise(50))
    (path,) = samples(workspace)
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    assert np.array_equal(SampleShelf(workspace).kept(("k",), lambda: noise(50)), noise(50))
    assert path.read_bytes() == whole


def test_samples_that_are_fetched_count_as_used(workspace):
    SampleShelf(workspace).kept(("k",), lambda: noise(5))
    (path,) = samples(workspace)
    os.utime(path, (1, 1))
    SampleShelf(workspace).kept(("k",), never)
    assert path.stat().st_mtime > 1


def test_another_version_of_all_sound_makes_samples_anew(workspace, monkeypatch):
    SampleShelf(workspace).kept(("k",), lambda: noise(5))
    monkeypatch.setattr(shelf, "SOUND_VERSION", shelf.SOUND_VERSION + 1)
    assert len(SampleShelf(workspace).kept(("k",), lambda: noise(7))) == 7
