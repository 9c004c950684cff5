from fractions import Fraction

import numpy as np
import pytest

from draftreel.call import Call
from draftreel.compositor.compositor import Compositor
from draftreel.compositor.lettering import Poses, animated, cluster_count, lettered, poses_at
from draftreel.compositor.tiles import Tiles
from draftreel.errors import RenderError
from draftreel.pose import REST, Pose
from draftreel.span import Span
from draftreel.timeline import (
    Layer,
    Motion,
    Placement,
    Stroke,
    Text,
    TextRun,
    TextSource,
    TextStyle,
    Timeline,
    Track,
    constant,
)

SECOND = 1_000_000
MIDDLE = Span(SECOND, SECOND)
RISE = Call.of("fly_in", direction="up", distance=2.0, easing="linear", stagger=0.5, opacity=1.0)
TYPE = Call.of("typewriter")


def text(string: str) -> Text:
    return Text(string, (TextRun(0, len(string), TextStyle(40.0, strokes=(Stroke((0.0, 0.0, 0.0, 1.0), 0.06),))),))


def film(x: float, motions: tuple[Motion, ...]) -> Timeline:
    """Two letters, one to either side of `x`, in half widths from the middle of 200 pixels."""
    span = Span(0, 3 * SECOND)
    layer = Layer(span, 0, TextSource(text("HH")), Placement((200, 100), x=constant(x)), letter_motions=motions)
    return Timeline(200, 100, Fraction(30), 3 * SECOND, (Track((layer,)),))


def moved(phase: str, local: int, call: Call = RISE, count: int = 2) -> Poses | None:
    return poses_at((Motion(phase, MIDDLE, call),), local, count)


def heights(poses: Poses | None) -> list[float]:
    return [pose.y for pose in poses.clusters] if poses else []


def shown(poses: Poses | None) -> str:
    return "".join("x" if pose == REST else "_" for pose in poses.clusters) if poses else "at rest"


def test_an_intro_waits_at_its_start_and_ends_at_rest():
    assert heights(moved("in", 0)) == heights(moved("in", SECOND)) == [-2.0, -2.0]
    assert heights(moved("in", SECOND * 3 // 2)) == pytest.approx([-2 / 3, -4 / 3])
    assert moved("in", 2 * SECOND) is None
    assert moved("in", 9 * SECOND) is None


def test_an_outro_is_an_intro_backwards():
    assert moved("out", 0) is None
    assert moved("out", SECOND) is None
    assert heights(moved("out", SECOND * 5 // 4)) == heights(moved("in", SECOND * 7 // 4))
    assert heights(moved("out", 2 * SECOND)) == heights(moved("out", 9 * SECOND)) == [-2.0, -2.0]


def test_a_loop_moves_inside_its_span_only():
    hop = Call.of("hop", stagger=1.0, height=0.5)
    assert moved("loop", SECOND - 1, hop) is None
    assert heights(moved("loop", SECOND * 5 // 4, hop)) == [0.5, 0.0]
    assert heights(moved("loop", SECOND * 7 // 4, hop)) == [0.0, 0.5]
    assert moved("loop", 2 * SECOND, hop) is None


def test_typed_letters_appear_one_after_another():
    frames = [shown(moved("in", SECOND + SECOND * step // 4, TYPE, 4)) for step in range(5)]
    assert frames == ["____", "x___", "xx__", "xxx_", "at rest"]


def test_motions_add_up():
    both = Motion("in", MIDDLE, TYPE), Motion("in", MIDDLE, RISE)
    poses = poses_at(both, SECOND * 3 // 2, 2)
    assert poses is not None
    assert [pose.opacity for pose in poses.clusters] == [1.0, 0.0]
    assert heights(poses) == pytest.approx([-2 / 3, -4 / 3])


def test_without_stagger_the_text_moves_as_one():
    poses = moved("in", SECOND * 3 // 2, Call.of("zoom", stagger=0.0, factor=0.5, easing="linear"))
    assert poses == Poses((REST, REST), Pose(scale_x=0.75, scale_y=0.75))


def test_no_motion_and_no_letters_are_at_rest():
    assert poses_at((), 0, 5) is None
    assert moved("in", 0, RISE, 0) is None


def test_an_unknown_animation_is_an_error():
    with pytest.raises(RenderError, match="no text animation is called somersault"):
        moved("in", 0, Call.of("somersault"))


def test_spaces_are_not_counted():
    assert cluster_count(text("a b  c"), 1.0, Tiles({})) == 3


def test_hidden_letters_leave_nothing_and_typed_ones_what_the_plain_tile_has():
    tiles, wanted = Tiles({}), text("lll")
    plain = tiles.tile(wanted, 1.0)
    none = animated(wanted, Poses((Pose(opacity=0.0),) * 3), tiles, 1.0)
    first = animated(wanted, Poses((REST, Pose(opacity=0.0), Pose(opacity=0.0))), tiles, 1.0)
    assert none.image.planes[3].max() == 0
    third = plain.image.planes[3].sum() / 3
    assert first.image.planes[3].sum() == pytest.approx(third, rel=0.05)


def test_a_text_that_moves_as_one_is_its_plain_tile_elsewhere():
    tiles, wanted = Tiles({}), text("lll")
    tile, plain = animated(wanted, Poses((REST,) * 3, Pose(x=0.5)), tiles, 1.0), tiles.tile(wanted, 1.0)
    assert (tile.x - plain.x, tile.y - plain.y) == (20, 0)
    assert (tile.image.planes[3] == plain.image.planes[3]).all()


def test_letters_are_drawn_once():
    tiles, wanted = Tiles({}), text("lll")
    assert tiles.letters(wanted, 1.0) is tiles.letters(text("lll"), 1.0)
    assert tiles.letters(wanted, 1.0) is not tiles.letters(wanted, 2.0)


def test_a_text_is_drawn_whole_until_its_letters_move():
    tiles, wanted, typed = Tiles({}), text("lll"), (Motion("in", MIDDLE, TYPE),)
    plain = tiles.tile(wanted, 1.0)
    assert lettered(wanted, 1.0, tiles, (), 0) is plain
    assert lettered(wanted, 1.0, tiles, typed, 2 * SECOND) is plain
    assert lettered(wanted, 1.0, tiles, typed, SECOND).image.planes[3].max() == 0


@pytest.mark.parametrize("x", [0.0, 0.013, -0.1271])
def test_a_letter_that_rests_does_not_tremble_while_its_neighbour_moves(x):
    hop = Motion("loop", MIDDLE, Call.of("hop", stagger=1.0, height=0.5))
    still, hopping = film(x, ()), film(x, (hop,))
    with Compositor(still, {}) as plain, Compositor(hopping, {}) as moving:
        rest = plain.frame(0)
        middle = round(50 * (1 + x)) * 2
        for step in range(1, 8):
            now = moving.frame(SECOND * 3 // 2 + step * SECOND // 16)
            apartness = [np.abs(a.astype(int) - b) for a, b in zip(rest.planes, now.planes, strict=True)]
            assert apartness[0][:, : middle - 2].max() <= 2
            assert max(plane[:, : middle // 2 - 1].max() for plane in apartness[1:]) <= 2
            assert apartness[0][:, middle:].max() > 50


def test_a_film_shows_the_plain_text_once_its_letters_have_come():
    coming = film(0.0, (Motion("in", Span(0, SECOND), TYPE),))
    with Compositor(film(0.0, ()), {}) as plain, Compositor(coming, {}) as typed:
        assert (typed.frame(SECOND).planes[0] == plain.frame(0).planes[0]).all()
        assert typed.frame(0).planes[0].max() == 16
        assert typed.frame(SECOND // 2).planes[0][:, :98].max() > 200
        assert typed.frame(SECOND // 2).planes[0][:, 104:].max() < 60
