from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.image import Layout, to_rgb
from draftreel.text import TextTile, layout, rasterise
from draftreel.timeline import Alignment, Shadow, Stroke, Text, TextBox, TextRun, TextStyle

BLACK, RED, BLUE = (0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0)


def text(string: str, size: float = 100.0, *, box: TextBox | None = None, width: float = 0.0, **style) -> Text:
    return Text(string, (TextRun(0, len(string), TextStyle(size, **style)),), max_width=width, box=box)


def alpha(tile: TextTile) -> np.ndarray:
    return tile.image.planes[3]


def box_of(tile: TextTile, threshold: int = 128) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is at least half covered, about the text's centre."""
    rows = np.flatnonzero((alpha(tile) >= threshold).any(axis=1))
    columns = np.flatnonzero((alpha(tile) >= threshold).any(axis=0))
    return tile.x + columns[0], tile.y + rows[0], tile.x + columns[-1] + 1, tile.y + rows[-1] + 1


def colour_at(tile: TextTile, x: float, y: float) -> np.ndarray:
    return to_rgb(tile.image)[round(y) - tile.y, round(x) - tile.x]


@pytest.mark.parametrize("size", [30, 31, 32, 33, 34, 35])
def test_a_tile_has_alpha_and_even_edges(size):
    tile = rasterise(text("Hello 世界", size), {})
    assert tile.image.layout is Layout.YUVA
    assert [value % 2 for value in (tile.x, tile.y, *tile.image.size)] == [0, 0, 0, 0]


def test_letters_stand_on_parts_of_pixels():
    wanted = replace(text("ll", 50), letter_spacing=0.5)
    tile, (first, second) = rasterise(wanted, {}), layout(wanted, {}).clusters
    ink = alpha(tile).astype(float).sum(axis=0)
    places = tile.x + 0.5 + np.arange(ink.size)
    halves = places < 0, places >= 0
    left, right = (np.average(places[half], weights=ink[half]) for half in halves)
    assert right - left == pytest.approx(second.x - first.x, abs=0.05)


def test_a_tile_is_tight_around_its_ink():
    tile = rasterise(text("Hello"), {})
    left, top, right, bottom = box_of(tile, 1)
    assert left - tile.x <= 1
    assert top - tile.y <= 1
    assert tile.x + tile.image.width - right <= 1
    assert tile.y + tile.image.height - bottom <= 1


def test_the_ink_stands_where_the_layout_says():
    tile, block = rasterise(text("国", 100), {}), layout(text("国", 100), {})
    left, top, right, bottom = box_of(tile)
    assert -50 < left < -30
    assert 30 < right < 50
    baseline = block.lines[0].baseline  # the character's square reaches from 0.12 em below to 0.88 em above
    assert baseline - 88 < top < baseline - 70
    assert baseline < bottom < baseline + 12


def test_scale_multiplies_everything():
    wanted = text("Hi", 50, strokes=(Stroke(BLACK, 0.1),), box=TextBox(RED, 0.2, 0.2))
    small, large = box_of(rasterise(wanted, {})), box_of(rasterise(wanted, {}, 2.0))
    assert all(abs(2 * a - b) <= 2 for a, b in zip(small, large, strict=True))


def test_a_stroke_of_a_tenth_grows_the_letter_by_ten_pixels_on_every_side():
    plain = box_of(rasterise(text("H"), {}))
    stroked = box_of(rasterise(text("H", strokes=(Stroke(BLACK, 0.1),)), {}))
    assert [b - a for a, b in zip(plain, stroked, strict=True)] == pytest.approx([-10, -10, 10, 10], abs=1)


def test_a_stroke_wider_than_a_hole_closes_it():
    tile = rasterise(text("°", 200, strokes=(Stroke(BLACK, 0.2),)), {})
    assert alpha(tile)[tile.image.height // 2, tile.image.width // 2] == 255


def test_the_fill_lies_over_every_stroke():
    plain = rasterise(text("HH", colour=RED), {})
    stroked = rasterise(text("HH", colour=RED, strokes=(Stroke(BLUE, 0.3),)), {})
    rows, columns = np.nonzero(alpha(plain) == 255)
    y, x = rows[len(rows) // 2], columns[len(rows) // 2]
    red, _, blue = colour_at(stroked, x + plain.x, y + plain.y)
    assert red > 200
    assert blue < 60


def test_of_two_strokes_the_narrower_lies_on_top():
    tile = rasterise(text("l", strokes=(Stroke(RED, 0.05), Stroke(BLUE, 0.2))), {})
    left, top, _, bottom = box_of(tile)
    outer, inner = (colour_at(tile, left + step, (top + bottom) / 2) for step in (5, 17))
    assert outer[2] > 200 > outer[0]
    assert inner[0] > 200 > inner[2]


def test_a_glass_letter_does_not_show_its_stroke():
    plain = rasterise(text("I", 200), {})
    glass = rasterise(text("I", 200, colour=(1, 1, 1, 0.0), strokes=(Stroke(BLACK, 0.05),)), {})
    left, top, right, bottom = box_of(plain)
    x, y = (left + right) // 2, (top + bottom) // 2
    assert alpha(glass)[y - glass.y, x - glass.x] == 0


@pytest.mark.parametrize(("angle", "moves"), [(0, (20, 0)), (90, (0, -20)), (180, (-20, 0)), (-90, (0, 20))])
def test_a_shadow_falls_where_its_angle_points(angle, moves):
    shadow = Shadow(BLACK, angle, 0.2, 0.0)
    plain = box_of(rasterise(text("H"), {}))
    left, top, right, bottom = box_of(rasterise(text("H", shadows=(shadow,)), {}))
    x, y = moves
    wanted = plain[0] + min(x, 0), plain[1] + min(y, 0), plain[2] + max(x, 0), plain[3] + max(y, 0)
    assert (left, top, right, bottom) == pytest.approx(wanted, abs=1)


def test_a_blurred_shadow_is_soft_and_wide():
    hard = rasterise(text("H", shadows=(Shadow(BLACK, 0, 0.0, 0.0),)), {})
    soft = rasterise(text("H", shadows=(Shadow(BLACK, 0, 0.0, 0.2),)), {})
    assert soft.image.width >= hard.image.width + 20
    assert 0 < alpha(soft)[soft.image.height // 2, 4] < 128


def test_a_box_is_the_block_and_its_margins():
    wanted = text("世界", 100, box=TextBox(BLACK, 0.5, 0.25))
    block = layout(wanted, {})
    left, top, right, bottom = box_of(rasterise(wanted, {}))
    assert (left, right) == (-150, 150)
    assert bottom - top == pytest.approx(block.height + 50, abs=1)


def test_a_round_box_has_no_corners():
    square, round_ = (rasterise(text("世界", box=TextBox(BLACK, 0.5, 0.25, radius)), {}) for radius in (0.0, 1.0))
    assert alpha(square)[2, 2] == 255
    assert alpha(round_)[2, 2] == 0
    assert alpha(round_)[2, round_.image.width // 2] == 255


def test_a_moved_box_moves_right_and_down():
    there = box_of(rasterise(text("世", colour=(1, 1, 1, 0), box=TextBox(BLACK, 0.0, 0.0)), {}))
    moved = box_of(rasterise(text("世", colour=(1, 1, 1, 0), box=TextBox(BLACK, 0.0, 0.0, 0.0, 0.5, 0.25)), {}))
    assert [b - a for a, b in zip(there, moved, strict=True)] == [50, 25, 50, 25]


def test_runs_have_their_colours_where_they_stand():
    tile = rasterise(
        Text("国国", (TextRun(0, 1, TextStyle(100, colour=RED)), TextRun(1, 2, TextStyle(100, colour=BLUE)))), {}
    )
    picture, solid = to_rgb(tile.image).astype(int), alpha(tile) == 255
    left, right = picture[:, : -tile.x][solid[:, : -tile.x]], picture[:, -tile.x :][solid[:, -tile.x :]]
    assert left.mean(axis=0)[0] > 200 > left.mean(axis=0)[2]
    assert right.mean(axis=0)[2] > 200 > right.mean(axis=0)[0]


def test_half_transparent_text_is_half_opaque():
    assert alpha(rasterise(text("国", colour=(1, 1, 1, 0.5)), {})).max() == pytest.approx(128, abs=1)


def test_an_emoji_has_several_hues():
    tile = rasterise(text("🇨🇳😀", colour=BLUE), {})
    picture = to_rgb(tile.image).astype(int)[alpha(tile) == 255]
    red, green, blue = picture.T
    assert np.count_nonzero((red > 180) & (green < 80) & (blue < 80)) > 500  # the flag
    assert np.count_nonzero((red > 200) & (green > 150) & (blue < 120)) > 500  # the face


def test_an_emoji_fades_with_its_text():
    assert alpha(rasterise(text("😀", colour=(1, 1, 1, 0.5)), {})).max() == pytest.approx(128, abs=2)


def test_bold_covers_more_than_regular():
    assert alpha(rasterise(text("国H", bold=True), {})).sum() > 1.2 * alpha(rasterise(text("国H"), {})).sum()


def test_a_slanted_letter_leans_right_by_twelve_degrees():
    plain, slanted = (box_of(rasterise(text("丨", italic=italic), {})) for italic in (False, True))
    lean = (slanted[2] - slanted[0]) - (plain[2] - plain[0])
    assert lean == pytest.approx(0.2126 * (plain[3] - plain[1]), abs=2)


def test_an_underline_runs_below_the_baseline_over_the_whole_line():
    wanted = text("HHHH", underline=True)
    block = layout(wanted, {})
    left, _, right, bottom = box_of(rasterise(wanted, {}))
    assert (left, right) == pytest.approx((-block.width / 2, block.width / 2), abs=1)
    assert bottom > block.lines[0].baseline + 5


@pytest.mark.parametrize("alignment", list(Alignment))
def test_the_short_line_of_two_touches_the_edge_of_its_alignment(alignment):
    tile = rasterise(replace(text("国国国国\n国"), alignment=alignment), {})
    lower = np.flatnonzero((alpha(tile)[tile.image.height * 3 // 4 :] > 128).any(axis=0)) + tile.x
    centre = {Alignment.LEFT: -150, Alignment.CENTRE: 0, Alignment.RIGHT: 150}[alignment]
    assert (lower[0] + lower[-1] + 1) / 2 == pytest.approx(centre, abs=3)


@pytest.mark.parametrize("wanted", [text(""), text(" \n "), text("a", 0.0), text("a", -3.0), text("a", float("nan"))])
def test_nothing_to_draw_is_a_small_clear_tile(wanted):
    tile = rasterise(wanted, {})
    assert tile.image.size == (2, 2)
    assert alpha(tile).max() == 0


@pytest.mark.checklist(30)
def test_a_giant_letter_is_cut_to_what_fits_in_memory():
    tile = rasterise(text("国", 1e6), {}, 100.0)
    assert tile.image.width * tile.image.height <= 9_100_000


def test_the_same_text_is_the_same_tile_from_any_thread():
    wanted = text("Hello 世界 😀 مرحبا", strokes=(Stroke(BLACK, 0.08),))
    with ThreadPoolExecutor(4) as pool:
        tiles = list(pool.map(lambda _: rasterise(wanted, {}), range(8)))
    assert all(
        np.array_equal(p, q) for tile in tiles for p, q in zip(tile.image.planes, tiles[0].image.planes, strict=True)
    )


@pytest.mark.checklist(30)
@settings(max_examples=80, deadline=None)
@given(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=12),
    st.floats(max_value=300) | st.sampled_from([float("inf"), float("nan"), -1.0, 0.0]),
    st.floats(width=32),
    st.floats(width=32),
    st.booleans(),
)
def test_no_text_and_no_number_makes_it_fail(string, size, first, second, bold):
    style = TextStyle(
        size,
        bold=bold,
        italic=not bold,
        underline=bold,
        strokes=(Stroke(BLACK, first),),
        shadows=(Shadow(RED, first, second, first),),
    )
    box = TextBox(BLUE, first, second, first, second, first)
    runs = (TextRun(0, len(string), style),)
    tile = rasterise(Text(string, runs, Alignment.LEFT, second, first, second, box), {}, 0.5)
    assert tile.image.width * tile.image.height <= 9_100_000
