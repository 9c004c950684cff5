import numpy as np
import pytest

from draftreel.image import Image, Layout, fill, from_rgb, from_rgba, recoloured, straight, to_rgb

SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]


def negative(array: np.ndarray) -> np.ndarray:
    return 255 - array


@pytest.mark.parametrize("size", SIZES)
def test_a_negative_of_white_is_black(size: tuple[int, int]) -> None:
    out = recoloured(fill(size, (1.0, 1.0, 1.0, 1.0)), negative)
    assert out.layout is Layout.YUV
    assert out.size == size
    assert [np.unique(plane).tolist() for plane in out.planes] == [[16], [128], [128]]


def test_the_function_sees_srgb_in_one_block() -> None:
    def look(array: np.ndarray) -> np.ndarray:
        assert array.shape == (5, 7, 3)
        assert array.flags.c_contiguous
        assert np.abs(array.astype(int) - (255, 0, 0)).max() <= 1
        array[:] = (0, 0, 255)
        return array

    out = recoloured(fill((7, 5), (1.0, 0.0, 0.0, 1.0)), look)
    assert [int(plane[0, 0]) for plane in out.planes] == [32, 240, 118]


def test_colours_are_straight_and_alpha_stays() -> None:
    out = recoloured(fill((4, 4), (1.0, 1.0, 1.0, 0.5)), negative)
    assert [int(plane[0, 0]) for plane in out.planes] == [16, 128, 128, 128]
    out = recoloured(fill((4, 4), (0.0, 0.0, 0.0, 0.5)), negative)
    assert [int(plane[0, 0]) for plane in out.planes] == [126, 128, 128, 128]


def test_what_is_clear_stays_clear() -> None:
    out = recoloured(fill((5, 3), (0.0, 0.0, 0.0, 0.0)), negative)
    assert [np.unique(plane).tolist() for plane in out.planes] == [[16], [128], [128], [0]]


@pytest.mark.parametrize("size", SIZES)
def test_grey_comes_back_exactly(size: tuple[int, int]) -> None:
    for luma in range(16, 236, 3):
        flat = fill(size, (0.0, 0.0, 0.0, 1.0))
        grey = Image((np.full_like(flat.planes[0], luma), *flat.planes[1:]))
        out = recoloured(grey, lambda array: array)
        assert all(map(np.array_equal, out.planes, grey.planes))
        assert len(np.unique(to_rgb(grey))) == 1


@pytest.mark.parametrize("level", range(0, 256, 5))
def test_grey_stays_grey(level: int) -> None:
    rgb = to_rgb(from_rgb(np.full((3, 3, 3), level, np.uint8)))
    assert len(np.unique(rgb)) == 1
    assert abs(int(rgb[0, 0, 0]) - level) <= 1


def test_straight_colours_are_those_before_the_alpha() -> None:
    # y: 16 + 255 / 128 * (63 - 16) / 2 ...: red at half alpha is stored as (40, 115, 184)
    out = straight(fill((4, 4), (1.0, 0.0, 0.0, 0.5)))
    assert out.layout is Layout.YUV
    for plane, value in zip(out.planes, (63, 102, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_an_opaque_picture_is_straight_already() -> None:
    image = fill((4, 4), (1.0, 0.0, 0.0, 1.0))
    assert straight(image) is image


@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_every_size_come_through_with_alpha(size: tuple[int, int]) -> None:
    array = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 4), dtype=np.uint8)
    image = from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    out = recoloured(image, lambda array: array)
    assert out.layout is Layout.YUVA
    assert np.array_equal(out.planes[3], array[:, :, 3])
