import numpy as np
import pytest

from draftreel.image import Image, Layout, fill, from_rgb, from_rgba, settled, split_channels, to_rgb

SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]


def noise(width: int, height: int, layout: Layout = Layout.YUV) -> Image:
    array = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    image = from_rgb(array[:, :, :3]) if layout is Layout.YUV else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def test_colours_that_stay_leave_the_same_picture() -> None:
    image = noise(7, 5)
    assert split_channels(image) is image
    assert split_channels(image, (0.3, -0.4), (0, 0)) is image


@pytest.mark.parametrize("ways", [((3, 1), (-2, 0)), ((0, -90), (90, 0)), ((-1, 0), (0, 1))])
@pytest.mark.parametrize("size", SIZES)
def test_one_colour_stays_as_it_is(size: tuple[int, int], ways: tuple[tuple[int, int], tuple[int, int]]) -> None:
    image = fill(size, (0.9, 0.3, 0.2, 1.0))
    assert all(map(np.array_equal, split_channels(image, *ways).planes, image.planes))


def test_the_red_of_a_white_square_goes_right_and_its_blue_left() -> None:
    array = np.zeros((24, 48, 3), np.uint8)
    array[8:16, 16:24] = 255
    wanted = np.zeros((24, 48, 3), np.uint8)
    wanted[10:18, 20:28, 0] = 255
    wanted[8:16, 16:24, 1] = 255
    wanted[6:14, 8:16, 2] = 255
    out = split_channels(from_rgb(array), (4, 2), (-8, -2))
    for plane, other in zip(out.planes, from_rgb(wanted).planes, strict=True):
        assert np.abs(plane.astype(int) - other).max() <= 2


def test_a_red_square_lands_where_it_is_sent() -> None:
    array = np.zeros((24, 48, 3), np.uint8)
    array[8:16, 16:24] = (255, 0, 0)
    out = split_channels(from_rgb(array), (4, 6), (0, 0))
    assert (out.planes[0][16:20, 22:26] == 63).all()
    assert to_rgb(out)[16:20, 22:26, 0].min() >= 245  # chroma's rounding, near an edge
    assert to_rgb(out)[:12, :, 0].max() <= 25  # of the old edges, as sharp as chroma is
    assert to_rgb(out)[:, :17, 0].max() <= 25


def test_green_stays() -> None:
    array = np.zeros((12, 16, 3), np.uint8)
    array[:, :, 1] = np.random.default_rng(2).integers(0, 256, (12, 1))[:, :1] // 64 * 64
    image = from_rgb(array)
    out = split_channels(image, (4, 0), (-4, 0))
    for plane, other in zip(out.planes, image.planes, strict=True):
        assert np.abs(plane.astype(int) - other).max() <= 1


def test_edges_are_held() -> None:
    array = np.zeros((8, 16, 3), np.uint8)
    array[:, 0] = array[:, 1] = 255
    out = to_rgb(split_channels(from_rgb(array), (6, 0), (0, 0)))
    assert out[4, 1:7, 0].min() >= 200  # the first column's red as far as it was moved
    assert out[4, 10:, 0].max() <= 4


def test_what_has_alpha_is_seen_where_any_colour_is() -> None:
    array = np.zeros((8, 32, 4), np.uint8)
    array[:, 12:16] = 255
    out = split_channels(from_rgba(array), (4, 0), (-4, 0))
    assert out.layout is Layout.YUVA
    assert out.planes[3][4].tolist() == [0] * 8 + [255] * 12 + [0] * 12
    shown = to_rgb(settled(out))[4]  # a pixel beside an edge has half of its neighbour's chroma
    assert shown[18].tolist() == pytest.approx([255, 0, 0], abs=30)
    assert shown[9].tolist() == pytest.approx([0, 0, 255], abs=30)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_clear_stays_clear(size: tuple[int, int]) -> None:
    out = split_channels(fill(size, (0.0, 0.0, 0.0, 0.0)), (3, 3), (-3, 1))
    assert [np.unique(plane).tolist() for plane in out.planes] == [[16], [128], [128], [0]]


def test_views_are_read_as_they_are() -> None:
    y, u, v = noise(32, 16).planes
    part = Image((y[2:10, 4:20], u[1:5, 2:10], v[1:5, 2:10]))
    copy = Image(tuple(plane.copy() for plane in part.planes))
    one, other = (split_channels(image, (3, 1), (-2, 2)) for image in (part, copy))
    assert all(map(np.array_equal, one.planes, other.planes))
