"""Pictures that are handed on smaller: no shimmer, and the colours stay beside what they belong to."""

import numpy as np
import pytest

from draftreel.image import Image, Layout
from draftreel.media.shrinking import shrink

SIZES = [(200, 112), (200, 114), (960, 540), (480, 270), (1000, 562)]


def grey(width, height, chroma=None):
    half = np.full((height // 2, width // 2), 128, np.uint8)
    return Image((np.full((height, width), 100, np.uint8), half if chroma is None else chroma, half))


def checkerboard(width, height):
    return np.where(np.indices((height, width)).sum(axis=0) % 2, 228, 28).astype(np.uint8)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_checkerboard_of_single_pixels_becomes_flat(size):
    y, u = checkerboard(1920, 1080), checkerboard(960, 540)
    small = shrink(Image((y, u, u, y), Layout.YUVA), size)
    for plane in small.planes:
        assert plane.std() < 1
        assert plane.mean() == pytest.approx(128, abs=1)


@pytest.mark.parametrize("width", [32, 40, 16, 24])
def test_a_colour_stays_at_its_place(width):
    # chroma sample j sits at 2j + 0.5 from the left and is 8 + 7 j: 3.5 a pixel
    ramp = np.tile((8 + 7 * np.arange(32)).astype(np.uint8), (24, 1))
    row = shrink(grey(64, 48, ramp), (width, 48 * width // 64)).planes[1][2].astype(float)
    places = (2 * np.arange(width // 2) + 0.5) * 64 / width
    expected = 8 + 3.5 * (places - 0.5)
    assert np.abs(row - expected)[1:-1].max() <= 0.8


def test_a_picture_of_the_size_asked_for_is_the_same_picture():
    image = grey(64, 48)
    assert shrink(image, (64, 48)) is image


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (2, 2), (33, 24), (32, 25), (64, 96), (85, 48)])
def test_a_flat_picture_stays_flat_at_any_size(size):
    small = shrink(grey(64, 48), size)
    assert small.size == size
    assert small.planes[1].shape == ((size[1] + 1) // 2, (size[0] + 1) // 2)
    assert all((plane == value).all() for plane, value in zip(small.planes, (100, 128, 128), strict=True))
