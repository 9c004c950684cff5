import numpy as np
import pytest

from draftreel.image import Image, Layout, blur, crop, fill, from_rgb, from_rgba, over, resize, to_rgb, warp
from draftreel.image.matrix import IDENTITY, joined, moved, scaled, turned

BLACK = (0.0, 0.0, 0.0, 1.0)
WHITE = (1.0, 1.0, 1.0, 1.0)
RED = (1.0, 0.0, 0.0, 1.0)
CLEAR = (0.0, 0.0, 0.0, 0.0)


def noise(width: int, height: int) -> Image:
    image = from_rgb(np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8))
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def same(one: Image, other: Image) -> bool:
    return one.layout is other.layout and all(map(np.array_equal, one.planes, other.planes))


def square(width: int, height: int, box: tuple[int, int, int, int], colour: tuple[int, int, int]) -> Image:
    array = np.zeros((height, width, 3), np.uint8)
    array[box[1] : box[3], box[0] : box[2]] = colour
    return from_rgb(array)


def test_an_identity_warp_is_the_same_picture() -> None:
    image = noise(16, 12)
    assert same(warp(image, IDENTITY, (16, 12)), image)


@pytest.mark.parametrize("size", [(15, 11), (16, 11), (15, 12)])
def test_an_identity_warp_of_an_odd_size_is_the_same_picture(size: tuple[int, int]) -> None:
    image = noise(*size)
    assert same(warp(image, IDENTITY, size), image)


def test_a_move_by_two_pixels_moves_luma_by_two_and_chroma_by_one() -> None:
    image = square(16, 12, (4, 4, 8, 8), (255, 0, 0))
    out = warp(image, moved(2, 2), (16, 12))
    assert (image.planes[2][2:4, 2:4] > 200).all()
    assert np.array_equal(out.planes[0][2:, 2:], image.planes[0][:-2, :-2])
    assert np.array_equal(out.planes[1][1:, 1:], image.planes[1][:-1, :-1])
    assert np.array_equal(out.planes[2][1:, 1:], image.planes[2][:-1, :-1])
    assert out.planes[3].sum() == 255 * 14 * 10


def test_a_move_by_one_pixel_is_exact_in_luma_and_half_a_sample_in_chroma() -> None:
    image = from_rgb(np.repeat(np.arange(0, 160, 10, dtype=np.uint8)[None, :, None], 3, 2).repeat(4, 0))
    image = Image((image.planes[0], np.tile(np.arange(0, 80, 10, dtype=np.uint8), (2, 1)), image.planes[2]))
    out = warp(image, moved(1, 0), (16, 4))
    assert np.array_equal(out.planes[0][:, 1:], image.planes[0][:, :-1])
    assert out.planes[1][0, 1:].tolist() == [5, 15, 25, 35, 45, 55, 65]


def test_a_turn_by_ninety_degrees_clockwise_sends_the_top_left_to_the_top_right() -> None:
    image = square(8, 8, (0, 0, 2, 2), (255, 255, 255))
    out = warp(image, joined(moved(8, 0), turned(90)), (8, 8))
    assert out.layout is Layout.YUV
    assert (out.planes[0][0:2, 6:8] == 235).all()
    assert out.planes[0][:, :6].max() == 16
    assert out.planes[0][2:, :].max() == 16


def test_four_quarter_turns_give_the_picture_back_in_luma() -> None:
    image = noise(8, 8)
    out = image
    for _ in range(4):
        out = warp(out, joined(moved(8, 0), turned(90)), (8, 8))
    assert np.array_equal(out.planes[0], image.planes[0])


def test_a_doubled_pixel_covers_four_pixels_and_its_edges_are_sharp() -> None:
    out = warp(fill((4, 4), WHITE), joined(moved(2, 2), scaled(2, 2)), (12, 12))
    assert (out.planes[3][2:10, 2:10] == 255).all()
    assert out.planes[3].sum() == 255 * 64


def test_a_move_by_half_a_pixel_half_covers_the_edge_pixels() -> None:
    out = warp(fill((4, 4), WHITE), moved(2.5, 2), (10, 10))
    assert out.planes[3][4].tolist() == [0, 0, 128, 255, 255, 255, 128, 0, 0, 0]


def test_a_window_shows_only_its_part_of_the_picture() -> None:
    out = warp(noise(16, 16), IDENTITY, (16, 16), (4.0, 4.0, 12.0, 8.0))
    assert (out.planes[3][4:8, 4:12] == 255).all()
    assert out.planes[3].sum() == 255 * 32


@pytest.mark.parametrize("degrees", [0.0, 8.0, 45.0, 133.0])
@pytest.mark.parametrize("size", [0.3, 0.77, 1.0, 2.4])
@pytest.mark.parametrize("colour", [WHITE, RED])
def test_a_square_on_a_ground_of_its_own_colour_leaves_no_edge(
    degrees: float, size: float, colour: tuple[float, float, float, float]
) -> None:
    place = joined(moved(20.3, 19.6), turned(degrees), scaled(size, size), moved(-8, -8))
    out = over(fill((40, 40), colour), warp(fill((16, 16), colour), place, (40, 40)))
    for plane, ground in zip(out.planes, fill((40, 40), colour).planes, strict=True):
        assert np.abs(plane.astype(int) - ground).max() <= 1


def test_a_turned_square_keeps_its_area() -> None:
    out = warp(fill((16, 16), WHITE), joined(moved(20, 20), turned(30), moved(-8, -8)), (40, 40))
    assert out.planes[3].sum() / 255 == pytest.approx(256, rel=0.01)


def test_a_picture_that_covers_the_canvas_stays_opaque() -> None:
    assert warp(noise(16, 16), joined(moved(-4, -4), scaled(2, 2)), (16, 16)).layout is Layout.YUV


def test_a_picture_squeezed_to_nothing_is_transparent() -> None:
    out = warp(noise(16, 16), scaled(0, 1), (8, 8))
    assert out.planes[3].max() == 0
    assert to_rgb(out).max() == 0


def test_a_fine_grid_becomes_grey_when_it_shrinks_and_does_not_flicker() -> None:
    grid = np.zeros((64, 64, 3), np.uint8)
    grid[:, ::2] = 255
    out = warp(from_rgb(grid), scaled(0.125, 0.125), (8, 8))
    assert np.abs(out.planes[0].astype(int) - 126).max() <= 1


@pytest.mark.parametrize("width", [8, 16, 24, 64])
def test_resizing_keeps_chroma_where_the_luma_is(width: int) -> None:
    # a slope in red: wherever the samples sit, luma and chroma must still tell the same story
    slope = np.zeros((8, 32, 3), np.uint8)
    slope[:, :, 0] = np.arange(32) * 8
    rgb = to_rgb(resize(from_rgb(slope), (width, 8)))
    expected = (np.arange(width) + 0.5) * 32 / width * 8 - 4
    inner = slice(width // 8 + 1, -width // 8)
    assert np.abs(rgb[4, inner, 0] - expected[inner]).max() <= 3
    assert rgb[4, inner, 1:].max() <= 3


@pytest.mark.parametrize("factor", [0.25, 0.6, 1.0, 1.7, 3.0])
def test_warping_keeps_chroma_where_the_luma_is(factor: float) -> None:
    slope = np.zeros((32, 32, 3), np.uint8)
    slope[:, :, 0] = np.arange(32) * 8
    width = round(32 * factor)
    rgb = to_rgb(warp(from_rgb(slope), scaled(factor, factor), (width, width)))
    expected = (np.arange(width) + 0.5) / factor * 8 - 4
    inner = slice(width // 8 + 1, -width // 8 - 1)
    assert np.abs(rgb[width // 2, inner, 0] - expected[inner]).max() <= 4
    assert rgb[width // 2, inner, 1:].max() <= 4


def test_resizing_to_the_same_size_is_the_same_picture() -> None:
    image = noise(14, 10)
    assert same(resize(image, (14, 10)), image)


def test_a_crop_is_the_pixels_inside_the_box() -> None:
    image = noise(16, 12)
    out = crop(image, (4, 2, 12, 10))
    assert np.array_equal(out.planes[0], image.planes[0][2:10, 4:12])
    assert np.array_equal(out.planes[1], image.planes[1][1:5, 2:6])


def test_a_crop_at_odd_pixels_is_exact_in_luma() -> None:
    image = noise(16, 12)
    out = crop(image, (3, 1, 11, 9))
    assert out.layout is Layout.YUV
    assert np.array_equal(out.planes[0], image.planes[0][1:9, 3:11])


def test_a_blur_leaves_a_flat_picture_as_it_is() -> None:
    for sigma in (0.0, 1.0, 5.0, 40.0):
        assert same(blur(fill((64, 36), RED), sigma), fill((64, 36), RED))


def test_a_wide_blur_spreads_an_edge_over_its_sigma() -> None:
    array = np.zeros((64, 256, 3), np.uint8)
    array[:, 128:] = 255
    luma = blur(from_rgb(array), 20).planes[0][32].astype(int)
    assert luma[127:129].mean() == pytest.approx(125.5, abs=3)
    assert luma[108] == pytest.approx(16 + 0.1587 * 219, abs=6)  # one sigma to the left of the edge
    assert luma[0] == 16
    assert luma[-1] == 235


def test_a_picture_with_alpha_fades_to_transparent_without_a_fringe() -> None:
    array = np.zeros((16, 16, 4), np.uint8)
    array[4:12, 4:12] = (255, 255, 255, 255)  # what is transparent is black: it must not show
    out = warp(from_rgba(array), joined(moved(8.4, 8.3), turned(20), moved(-8, -8)), (20, 20))
    ground = over(fill((20, 20), WHITE), out)
    assert ground.planes[0].min() >= 234
