from dataclasses import replace

import numpy as np
import pytest

from draftreel.compositor.compositor import Compositor
from draftreel.image import Image, Layout, to_rgb
from draftreel.span import Span
from draftreel.timeline import Crop, Key, Placement, constant, keyed

SECOND = 1_000_000
WHITE, RED = (255, 255, 255), (255, 0, 0)


def draw(studio, *layers, moment: int = 0, size: tuple[int, int] | None = None) -> Image:
    with Compositor(studio.timeline(*layers), studio.library, size) as compositor:
        return compositor.frame(moment)


def lit(image: Image) -> tuple[int, int, int, int]:
    """The box (left, top, right, bottom) of what is white, which must be filled and alone."""
    rows, columns = np.nonzero(image.planes[0] == 235)
    box = int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1
    assert (image.planes[0] == 235).sum() == (box[2] - box[0]) * (box[3] - box[1])
    assert np.isin(image.planes[0], (16, 235)).all()
    return box


def half(studio, **curves) -> Placement:
    return Placement((64.0, 36.0), scale_x=constant(0.5), scale_y=constant(0.5), **curves)


def test_nothing_is_black(studio) -> None:
    image = draw(studio)
    assert image.size == (64, 36)
    assert [np.unique(plane).tolist() for plane in image.planes] == [[16], [128], [128]]


def test_a_photo_of_the_canvas_s_shape_fills_it(studio) -> None:
    assert lit(draw(studio, studio.layer(studio.flat(128, 72, *WHITE)))) == (0, 0, 64, 36)


def test_a_square_photo_stands_in_the_middle_third(studio) -> None:
    studio.canvas = (96, 32)
    assert lit(draw(studio, studio.layer(studio.flat(16, 16, *WHITE)))) == (32, 0, 64, 32)


def test_a_half_size_photo_covers_the_middle_quarter(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    assert lit(draw(studio, studio.layer(photo, placement=half(studio)))) == (16, 9, 48, 27)


def test_a_half_size_photo_moved_by_half_a_canvas_right_leaves_half_of_it(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    assert lit(draw(studio, studio.layer(photo, placement=half(studio, x=constant(1.0))))) == (48, 9, 64, 27)


def test_y_points_up(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    assert lit(draw(studio, studio.layer(photo, placement=half(studio, y=constant(0.5))))) == (16, 0, 48, 18)


def test_a_photo_moved_out_of_the_canvas_is_gone(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    assert draw(studio, studio.layer(photo, placement=half(studio, x=constant(1.5)))).planes[0].max() == 16


def corner(colour: tuple[int, int, int], size: int = 32) -> np.ndarray:
    array = np.zeros((size, size, 3), np.uint8)
    array[: size // 4, : size // 4] = colour
    return array


@pytest.mark.parametrize(
    ("degrees", "box"),
    [
        (0.0, (16, 0, 24, 8)),
        (90.0, (40, 0, 48, 8)),
        (180.0, (40, 24, 48, 32)),
        (-90.0, (16, 24, 24, 32)),
        (450.0, (40, 0, 48, 8)),
    ],
)
def test_a_quarter_turn_clockwise_sends_the_top_left_corner_to_the_top_right(studio, degrees, box) -> None:
    studio.canvas = (64, 32)
    media = studio.still(corner(WHITE))
    assert lit(draw(studio, studio.layer(media, placement=studio.place(media, rotation=constant(degrees))))) == box


@pytest.mark.parametrize(
    ("flips", "box"),
    [
        ({"flip_x": True}, (40, 0, 48, 8)),
        ({"flip_y": True}, (16, 24, 24, 32)),
        ({"flip_x": True, "flip_y": True}, (40, 24, 48, 32)),
    ],
)
def test_a_flip_mirrors_the_photo_in_place(studio, flips, box) -> None:
    studio.canvas = (64, 32)
    media = studio.still(corner(WHITE))
    assert lit(draw(studio, studio.layer(media, placement=studio.place(media, **flips)))) == box


def test_a_flip_comes_before_the_turn(studio) -> None:
    studio.canvas = (64, 32)
    media = studio.still(corner(WHITE))
    place = studio.place(media, flip_x=True, rotation=constant(90.0))
    assert lit(draw(studio, studio.layer(media, placement=place))) == (40, 24, 48, 32)


def test_red_keeps_its_chroma_where_its_luma_is(studio) -> None:
    studio.canvas = (64, 32)
    media = studio.still(corner(RED))
    image = draw(studio, studio.layer(media, placement=studio.place(media, rotation=constant(90.0))))
    assert (image.planes[0][0:8, 40:48] == 63).all()
    assert (image.planes[2][0:4, 20:24] > 190).all()
    assert to_rgb(image)[4, 44].tolist() == [255, 1, 0]


def test_a_crop_to_the_right_half_is_fitted_by_itself(studio) -> None:
    array = np.zeros((36, 64, 3), np.uint8)
    array[:, 32:] = 255
    media = studio.still(array)
    place = Placement((32.0, 36.0), crop=Crop(left=0.5))
    assert lit(draw(studio, studio.layer(media, placement=place))) == (16, 0, 48, 36)


def test_a_crop_of_odd_pixels_shows_them_and_no_others(studio) -> None:
    array = np.zeros((36, 60, 3), np.uint8)
    array[9:27, 15:45] = 255
    media = studio.still(array)
    studio.canvas = (60, 36)
    place = Placement((60.0, 36.0), crop=Crop(0.25, 0.25, 0.75, 0.75))
    assert (draw(studio, studio.layer(media, placement=place)).planes[0] >= 233).mean() > 0.9


def test_white_at_half_opacity_over_black_is_126(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    image = draw(studio, studio.layer(media, placement=studio.place(media, opacity=constant(0.5))))
    assert (image.planes[0] == 126).all()


def test_a_keyframed_move_is_half_way_at_half_time(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    x = keyed((Key(0, -1.0), Key(SECOND, 1.0)))
    layer = studio.layer(media, placement=half(studio, x=x))
    assert lit(draw(studio, layer, moment=0)) == (0, 9, 16, 27)
    assert lit(draw(studio, layer, moment=SECOND // 2)) == (16, 9, 48, 27)
    assert lit(draw(studio, layer, moment=SECOND * 3 // 4)) == (32, 9, 64, 27)


def test_local_time_counts_from_the_origin(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    x = keyed((Key(0, -1.0), Key(SECOND, 1.0)))
    layer = studio.layer(media, Span(5 * SECOND, SECOND), half(studio, x=x))
    assert lit(draw(studio, layer, moment=5 * SECOND + SECOND // 2)) == (16, 9, 48, 27)


def test_a_slow_move_goes_by_parts_of_a_pixel(studio) -> None:
    media = studio.flat(64, 36, *WHITE)
    x = keyed((Key(0, 0.0), Key(SECOND, 1 / 32)))  # one pixel in a second
    layer = studio.layer(media, placement=half(studio, x=x))
    edge = [int(draw(studio, layer, moment=SECOND * step // 4).planes[0][18, 16]) for step in range(4)]
    assert edge == pytest.approx([235, 180, 126, 71], abs=1)  # 16 + 219 * (1, 3/4, 1/2, 1/4)


def test_a_turned_photo_has_soft_edges_and_its_own_area(studio) -> None:
    media = studio.flat(36, 36, *WHITE)
    place = Placement((36.0, 36.0), scale_x=constant(0.5), scale_y=constant(0.5), rotation=constant(30.0))
    luma = draw(studio, studio.layer(media, placement=place)).planes[0].astype(int) - 16
    assert luma.sum() / 219 == pytest.approx(18 * 18, rel=0.02)
    assert ((luma > 20) & (luma < 200)).sum() > 20


def test_a_transparent_png_shows_what_lies_below(studio) -> None:
    array = np.full((36, 64, 4), 255, np.uint8)
    array[:, :32, 3] = 0
    top, below = studio.still(array), studio.flat(64, 36, *RED)
    image = draw(studio, studio.layer(below), studio.layer(top))
    assert to_rgb(image)[18, 10].tolist() == [255, 1, 0]
    assert to_rgb(image)[18, 50].tolist() == [255, 255, 255]


def test_the_upper_track_lies_on_top(studio) -> None:
    white, red = studio.layer(studio.flat(64, 36, *WHITE)), studio.layer(studio.flat(64, 36, *RED))
    assert to_rgb(draw(studio, white, red))[5, 5].tolist() == [255, 1, 0]
    assert to_rgb(draw(studio, red, white))[5, 5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("degrees", [0.0, 7.0])
@pytest.mark.parametrize("scale", [0.45, 0.8])
def test_white_on_white_leaves_no_edge(studio, degrees, scale) -> None:
    media = studio.flat(64, 36, *WHITE)
    place = studio.place(
        media, scale_x=constant(scale), scale_y=constant(scale), rotation=constant(degrees), x=constant(0.111)
    )
    assert draw(studio, studio.layer(media), studio.layer(media, placement=place)).planes[0].min() >= 234


def test_half_the_output_size_draws_half_the_geometry(studio) -> None:
    studio.canvas = (128, 72)
    photo = studio.flat(64, 36, *WHITE)
    place = Placement((128.0, 72.0), scale_x=constant(0.5), scale_y=constant(0.5), x=constant(0.5))
    assert lit(draw(studio, studio.layer(photo, placement=place), size=(64, 36))) == (32, 9, 64, 27)


def test_another_shape_of_output_has_black_bars(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    image = draw(studio, studio.layer(photo), size=(64, 64))
    assert image.size == (64, 64)
    assert image.layout is Layout.YUV
    assert lit(image) == (0, 14, 64, 50)


def test_bars_stay_black_where_layers_hang_over_the_canvas(studio) -> None:
    photo = studio.flat(64, 36, *WHITE)
    place = studio.place(photo, scale_x=constant(3.0), scale_y=constant(3.0))
    assert lit(draw(studio, studio.layer(photo, placement=place), size=(64, 64))) == (0, 14, 64, 50)


@pytest.mark.parametrize("canvas", [(65, 37), (64, 37), (65, 36)])
def test_odd_canvases_become_even_and_stay_filled(studio, canvas) -> None:
    studio.canvas = canvas
    image = draw(studio, studio.layer(studio.flat(*canvas, *WHITE)))
    assert (image.width % 2, image.height % 2) == (0, 0)
    assert image.planes[0].min() == 235


def test_a_missing_file_draws_nothing(studio) -> None:
    media = replace(studio.flat(64, 36, *WHITE), missing=True)
    below = studio.layer(studio.flat(64, 36, *RED))
    assert to_rgb(draw(studio, below, studio.layer(media)))[5, 5].tolist() == [255, 1, 0]
