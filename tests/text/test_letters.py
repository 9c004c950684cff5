from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.image import Image, fill, over
from draftreel.pose import REST, Pose
from draftreel.text import Letters, TextTile, posed, posed_whole, rasterise, take_apart
from draftreel.text.letters import MOST_BYTES
from draftreel.timeline import Shadow, Stroke, Text, TextBox, TextRun, TextStyle

BLACK, RED, WHITE = (0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0)
STROKE = (Stroke(BLACK, 0.06),)
SHADOW = (Shadow((0.0, 0.0, 0.0, 0.8), -45.0, 0.08, 0.1),)
SOFT = (Shadow((0.0, 0.0, 0.0, 0.8), -45.0, 0.06, 0.4),)
SIZE = (1600, 400)


def text(string: str, size: float = 100.0, *, box: TextBox | None = None, **style) -> Text:
    return Text(string, (TextRun(0, len(string), TextStyle(size, **style)),), box=box)


def apart(wanted: Text, scale: float = 1.0) -> Letters:
    letters = take_apart(wanted, {}, scale)
    assert letters is not None
    return letters


def at_rest(letters: Letters) -> list[Pose]:
    return [REST] * len(letters.clusters)


def shown(tile: TextTile) -> Image:
    """The tile over green, so that colour and alpha both count."""
    canvas = fill(SIZE, (0.2, 0.5, 0.3, 1.0))
    return over(canvas, tile.image, at=(SIZE[0] // 2 + tile.x, SIZE[1] // 2 + tile.y))


def differences(first: TextTile, second: TextTile) -> list[int]:
    """The largest difference in brightness and in the two chroma planes."""
    pairs = zip(shown(first).planes, shown(second).planes, strict=True)
    return [int(np.abs(one.astype(int) - other.astype(int)).max()) for one, other in pairs]


def middle(tile: TextTile) -> tuple[float, float]:
    """The centre of what is covered, about the text's centre."""
    alpha = tile.image.planes[3].astype(float)
    rows, columns = alpha.sum(axis=1), alpha.sum(axis=0)
    x = np.average(np.arange(columns.size) + 0.5, weights=columns)
    y = np.average(np.arange(rows.size) + 0.5, weights=rows)
    return tile.x + float(x), tile.y + float(y)


def covered(tile: TextTile) -> float:
    return float(tile.image.planes[3].astype(float).sum() / 255)


@pytest.mark.parametrize(
    ("string", "count"),
    [
        ("Hello", 5),
        ("Two words", 8),
        ("a\nb", 2),
        ("文字 动画", 4),
        ("مرحبا", 5),
        ("ते", 1),
        ("👩‍👩‍👧🇨🇳", 2),
        ("e\u0301", 1),
        ("   ", 0),
        ("", 0),
    ],
)
def test_what_leaves_ink_is_counted_cluster_by_cluster(string, count):
    assert len(apart(text(string)).clusters) == count


def test_clusters_come_in_reading_order():
    places = [letter.middle[0] for letter in apart(text("مرحبا")).clusters]
    assert places == sorted(places, reverse=True)
    latin = [letter.middle for letter in apart(text("ab\ncd")).clusters]
    assert latin[0][0] < latin[1][0]
    assert latin[1][1] < latin[2][1]


@pytest.mark.parametrize(
    "wanted",
    [
        text("Hello", colour=RED, strokes=STROKE, shadows=SHADOW),
        text("Wide", strokes=(Stroke(RED, 0.18), Stroke(BLACK, 0.08)), shadows=SOFT),
        text("مرحبا بالعالم", 80, strokes=STROKE, shadows=SHADOW),
        text("नमस्ते दुनिया", 80, strokes=STROKE),
        text("文字\nlines", strokes=STROKE, shadows=SOFT, box=TextBox(RED, 0.2, 0.1, 0.3)),
        text("under it", underline=True, strokes=STROKE, shadows=SHADOW),
    ],
    ids=["latin", "wide", "arabic", "hindi", "box", "underline"],
)
@pytest.mark.parametrize("scale", [1.0, 0.63])
def test_all_clusters_at_rest_look_like_the_whole(wanted, scale):
    letters = apart(wanted, scale)
    light, *colours = differences(posed(letters, at_rest(letters)), rasterise(wanted, {}, scale))
    assert light <= 2
    assert max(colours) <= 6  # single samples where next to nothing covers: the whole tile rounds its colours there


def test_an_emoji_at_rest_looks_like_the_whole_but_for_the_rounding_of_its_edges():
    wanted = text("Go 😀!", strokes=STROKE, shadows=SHADOW)
    letters = apart(wanted)
    ours, whole = shown(posed(letters, at_rest(letters))), shown(rasterise(wanted, {}))
    assert np.abs(ours.planes[0].astype(int) - whole.planes[0]).max() <= 4
    assert np.abs(ours.planes[1].astype(int) - whole.planes[1]).mean() < 0.02


def test_an_offset_is_in_em_to_the_right_and_up():
    letters = apart(text("o"))
    x, y = middle(posed(letters, [REST]))
    to_x, to_y = middle(posed(letters, [Pose(x=0.5, y=0.25)]))
    assert (to_x - x, to_y - y) == pytest.approx((50, -25), abs=0.02)


def test_a_letter_moves_by_parts_of_pixels():
    letters = apart(text("o"))
    places = [middle(posed(letters, [Pose(x=step / 1000)]))[0] for step in range(11)]
    assert np.diff(places) == pytest.approx([0.1] * 10, abs=0.02)


def test_only_the_cluster_that_moves_moves():
    letters = apart(text("ll", strokes=STROKE))
    tile = posed(letters, [REST, Pose(y=1.0)])
    alpha = tile.image.planes[3]
    raised = alpha[: -tile.y - 60]
    assert raised[:, -tile.x :].max() == 255
    assert raised[:, : -tile.x - 8].max() == 0


def test_half_the_size_covers_a_quarter():
    letters = apart(text("H"))
    assert covered(posed(letters, [Pose(scale_x=0.5, scale_y=0.5)])) == pytest.approx(
        covered(posed(letters, [REST])) / 4, rel=0.02
    )


def test_a_tenth_of_the_size_is_not_left_to_chance():
    letters = apart(text("目"))  # rungs that sampling one pixel in ten would miss or hit
    whole = covered(posed(letters, [REST]))
    for step in range(5):
        small = covered(posed(letters, [Pose(x=step / 500, scale_x=0.1, scale_y=0.1)]))
        assert small == pytest.approx(whole / 100, rel=0.1)


def test_a_quarter_turn_lays_a_letter_on_its_side():
    letters = apart(text("l"))
    upright, lying = (posed(letters, [Pose(rotation=angle)]).image for angle in (0.0, 90.0))
    assert upright.height > 4 * upright.width
    assert lying.width > 3 * lying.height


def test_a_turn_leaves_the_pivot_in_its_place():
    letters = apart(text("l"))
    letter = letters.clusters[0]
    hung = posed(letters, [Pose(rotation=180.0, pivot_y=1.0)])
    top = letter.middle[1] - letter.half[1]
    x, y = middle(posed(letters, [REST]))
    assert middle(hung) == pytest.approx((2 * letter.middle[0] - x, 2 * top - y), abs=0.1)


def test_a_faded_letter_is_the_letter_faded_stroke_face_and_shadow_together():
    wanted = text("H", colour=WHITE, strokes=STROKE, shadows=SHADOW)
    letters = apart(wanted)
    faded, whole = posed(letters, [Pose(opacity=0.5)]), rasterise(wanted, {})
    green = fill(SIZE, (0.2, 0.5, 0.3, 1.0)).planes[0].astype(int)
    half = (shown(whole).planes[0].astype(int) + green) / 2
    assert np.abs(shown(faded).planes[0] - half).max() <= 3


def test_nothing_is_drawn_of_clusters_that_cannot_be_seen():
    letters = apart(text("ab", strokes=STROKE))
    assert covered(posed(letters, [Pose(opacity=0.0)] * 2)) == 0
    assert covered(posed(letters, [Pose(scale_x=0.0)] * 2)) == 0
    assert covered(posed(letters, [REST] * 2, Pose(opacity=0.0))) == 0


def test_box_and_underline_stay_and_are_as_visible_as_the_letters_on_average():
    letters = apart(text("ll", box=TextBox(RED, 0.5, 0.5)))
    tile = posed(letters, [Pose(opacity=0.0), REST])
    assert tile.image.planes[3][4, 4] == pytest.approx(128, abs=1)
    away = posed(letters, [Pose(y=5.0), Pose(y=5.0)])
    assert away.image.planes[3][-4, 4] == 255
    lined = apart(text("ll", underline=True))
    assert covered(posed(lined, [Pose(y=5.0, scale_x=0.0), Pose(scale_x=0.0)])) > 100


@pytest.mark.parametrize("pose", [Pose(0.5, 0.25, 0.8, 0.7, 30.0, 0.6, pivot_x=0.5), Pose(opacity=0.5), Pose(y=1.0)])
def test_the_whole_moves_alike_in_one_piece_and_in_many(pose):
    wanted = text("Hello", strokes=STROKE, box=TextBox(RED, 0.2, 0.2))
    letters = apart(wanted)
    parts = shown(posed(letters, at_rest(letters), pose))
    piece = shown(posed_whole(rasterise(wanted, {}), letters, pose))
    apartness = np.abs(parts.planes[0].astype(int) - piece.planes[0])
    assert apartness.mean() < 0.05
    assert (apartness > 24).sum() < 20


def test_a_whole_at_rest_is_the_tile_itself():
    wanted = text("Hello")
    tile, letters = rasterise(wanted, {}), apart(wanted)
    again = posed_whole(tile, letters, REST)
    assert (again.image, again.x, again.y) == (tile.image, tile.x, tile.y)


def test_tiles_of_moving_letters_have_even_edges():
    letters = apart(text("Hello", strokes=STROKE))
    for step in range(8):
        tile = posed(letters, [Pose(y=step / 37, rotation=step * 11.0)] * 5, Pose(x=step / 41))
        assert [value % 2 for value in (tile.x, tile.y, *tile.image.size)] == [0, 0, 0, 0]


def test_what_flies_beyond_any_picture_takes_no_memory():
    letters = apart(text("ab"))
    tile = posed(letters, [Pose(x=1e6), Pose(y=-1e6)])
    assert tile.image.width * tile.image.height <= 9_000_000 + 4 * 16_384


def test_a_text_too_large_to_be_taken_apart_stays_whole():
    wanted = text("MMMMMMMMMM", 4000.0, strokes=STROKE, shadows=SOFT)
    assert take_apart(wanted, {}) is None


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=6), st.floats(allow_nan=True, allow_infinity=True), st.floats(-5, 60))
def test_any_string_and_any_numbers_can_be_taken_apart(string, scale, size):
    letters = take_apart(text(string, size, strokes=STROKE, underline=True), {}, scale)
    if letters is not None:
        posed(letters, [Pose(rotation=float(index)) for index in range(len(letters.clusters))])
        assert letters.nbytes <= MOST_BYTES


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=8, max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_pose_can_be_drawn(values):
    letters = apart(text("a", 20.0, strokes=STROKE))
    posed(letters, [Pose(*values)])
    posed(letters, [REST], replace(Pose(*values), opacity=1.0))
    posed_whole(rasterise(text("a", 20.0), {}), letters, Pose(*values))
