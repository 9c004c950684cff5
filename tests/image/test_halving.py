import numpy as np
import pytest

from draftreel.image import Image, Layout
from draftreel.image.halving import halved


def picture(width: int, height: int) -> Image:
    luma = np.full((height, width), 100, np.uint8)
    chroma = np.full((height // 2, width // 2), 90, np.uint8)
    return Image((luma, chroma, chroma.copy(), luma.copy()), Layout.YUVA)


@pytest.mark.parametrize(
    ("size", "wanted", "left"),
    [
        ((64, 48), (32, 24), (32, 24)),
        ((64, 48), (16, 12), (16, 12)),
        ((64, 48), (13, 10), (32, 24)),
        ((64, 48), (31, 23), (64, 48)),
        ((62, 48), (31, 24), (62, 48)),
        ((64, 50), (32, 25), (64, 50)),
        ((64, 48), (1, 48), (64, 48)),
    ],
)
def test_a_picture_is_halved_to_its_size_or_to_twice_of_it_and_more(size, wanted, left) -> None:
    small = halved(picture(*size), wanted)
    assert small.size == left
    assert small.planes[1].shape == (left[1] // 2, left[0] // 2)
    assert [plane.min() for plane in small.planes] == [plane.max() for plane in small.planes] == [100, 90, 90, 100]


def test_a_half_is_the_mean_of_fours() -> None:
    image = picture(4, 4)
    image.planes[0][:2, :2] = ((10, 20), (30, 40))
    assert halved(image, (2, 2)).planes[0].tolist() == [[25, 100], [100, 100]]


def test_halved_chroma_stays_at_the_left_of_its_pixels() -> None:
    # samples sit at 0.5, 2.5, 4.5 ... and are 16 apart: 8 a pixel; halved ones sit at 0.5, 2.5 of pixels twice as wide
    image = picture(16, 4)
    image.planes[1][:] = 16 * np.arange(8)
    assert halved(image, (8, 2)).planes[1][0].tolist() == [8, 36, 68, 100]
