import numpy as np
import pytest

from draftreel.image import Image, Layout, blurred_along, blurred_radially, fill, from_rgb, from_rgba

SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (64, 36)]


def dot(width: int, height: int, at: tuple[int, int]) -> Image:
    """One white column and row where they cross, on black."""
    array = np.zeros((height, width, 3), np.uint8)
    array[at[1], at[0]] = 255
    return from_rgb(array)


def noise(width: int, height: int, layout: Layout = Layout.YUV) -> Image:
    array = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    image = from_rgb(array[:, :, :3]) if layout is Layout.YUV else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


@pytest.mark.parametrize("degrees", [0, 30, 90, -135])
@pytest.mark.parametrize("length", [1.0, 8.0, 100.0])
@pytest.mark.parametrize("size", SIZES)
def test_one_colour_stays_as_it_is(size: tuple[int, int], length: float, degrees: float) -> None:
    for alpha in (1.0, 0.5, 0.0):
        image = fill(size, (0.9, 0.3, 0.2, alpha))
        out = blurred_along(image, degrees, length)
        assert out.layout is image.layout
        assert all(map(np.array_equal, out.planes, image.planes))


@pytest.mark.parametrize("share", [0.02, 0.3, 2.0])
@pytest.mark.parametrize("centre", [(0.0, 0.0), (32.0, 18.0), (-900.0, 12.0)])
@pytest.mark.parametrize("size", SIZES)
def test_one_colour_stays_as_it_is_about_a_point(
    size: tuple[int, int], centre: tuple[float, float], share: float
) -> None:
    for alpha in (1.0, 0.5, 0.0):
        image = fill(size, (0.9, 0.3, 0.2, alpha))
        out = blurred_radially(image, centre, share)
        assert out.layout is image.layout
        assert all(map(np.array_equal, out.planes, image.planes))


def test_no_length_is_the_same_picture() -> None:
    image = noise(7, 5)
    assert blurred_along(image, 30, 0) is image
    assert blurred_radially(image, (3, 2), 0) is image


def test_a_point_becomes_a_line_as_long_as_the_smear() -> None:
    row = blurred_along(dot(64, 16, (32, 8)), 0, 8).planes[0].astype(int) - 16
    assert np.flatnonzero(row[8]).size == 8
    assert row[8].max() == pytest.approx(219 / 8, abs=1)
    assert np.flatnonzero(row[8]).mean() == pytest.approx(32, abs=1)
    assert row[7].max() == row[9].max() == 0


def test_an_upright_smear_is_a_level_one_turned() -> None:
    level = blurred_along(dot(32, 32, (16, 16)), 0, 8).planes[0]
    assert np.array_equal(blurred_along(dot(32, 32, (16, 16)), 90, 8).planes[0], level.T)


def test_degrees_go_clockwise() -> None:
    luma = blurred_along(dot(33, 33, (16, 16)), 45, 16).planes[0].astype(int) - 16
    rows, columns = np.nonzero(luma)
    assert np.abs(rows - columns).max() <= 1  # from the top left to the bottom right


def test_an_edge_becomes_a_slope_with_its_middle_where_it_was() -> None:
    array = np.zeros((16, 256, 3), np.uint8)
    array[:, 128:] = 255
    luma = blurred_along(from_rgb(array), 0, 64).planes[0][8].astype(int)
    assert luma[:95].max() == 16
    assert luma[161:].min() == 235
    assert luma[127:129].mean() == pytest.approx(125.5, abs=4)
    assert luma[112] == pytest.approx(16 + 219 / 4, abs=6)  # a quarter of the way


def test_smearing_neither_brightens_nor_darkens() -> None:
    image = noise(64, 36)
    for out in (blurred_along(image, 20, 40), blurred_radially(image, (32, 18), 0.5)):
        assert out.planes[0].mean() == pytest.approx(image.planes[0].mean(), abs=2.5)


def test_the_centre_stays_and_the_rim_is_drawn_outwards() -> None:
    array = np.zeros((128, 256, 3), np.uint8)
    array[60:68, 124:132] = 255  # the middle
    array[60:68, 200:208] = 255  # 76 pixels to the right of it: it goes on to 76 * 1.25 = 95
    luma = blurred_radially(from_rgb(array), (128, 64), 0.25).planes[0][64].astype(int)
    assert luma[126:130].min() >= 225
    assert luma[:118].max() <= 18
    assert luma[192:198].max() <= 18
    assert luma[208:218].min() > 40
    assert luma[236:].max() <= 18


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
@pytest.mark.parametrize("size", SIZES)
def test_every_size_and_layout_keeps_its_own(size: tuple[int, int], layout: Layout) -> None:
    image = noise(*size, layout)
    for out in (blurred_along(image, 20, 9), blurred_radially(image, (1, 1), 0.4)):
        assert out.layout is layout
        assert [plane.shape for plane in out.planes] == [plane.shape for plane in image.planes]
