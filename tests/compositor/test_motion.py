from dataclasses import replace
from fractions import Fraction

import pytest

from draftreel.call import Call
from draftreel.compositor.motion import largest_scale, moved_by, stands_still
from draftreel.errors import RenderError
from draftreel.pose import Pose
from draftreel.span import Span
from draftreel.timeline import (
    Key,
    Layer,
    Media,
    MediaKind,
    MediaSource,
    Motion,
    Placement,
    constant,
    keyed,
)

LAYER = Layer(Span(0, 1000), 0, MediaSource(Media("k", MediaKind.STILL, 4, 4, fps=Fraction(0))), Placement((4.0, 4.0)))


def moving(*motions: tuple[str, int, int, Call], **curves) -> Layer:
    made = tuple(Motion(phase, Span(start, length), call) for phase, start, length, call in motions)
    return replace(LAYER, placement=Placement((4.0, 4.0), **curves), motions=made)


FADE = Call("fade")
ZOOM = Call.of("zoom", factor=2.0, easing="linear")
SPIN = Call.of("spin", turns=1.0, easing="linear")


@pytest.mark.parametrize(("local", "opacity"), [(-50, 0.0), (0, 0.0), (50, 0.5), (100, 1.0), (900, 1.0)])
def test_an_intro_is_at_rest_after_its_span(local, opacity) -> None:
    assert moved_by(moving(("in", 0, 100, FADE)), local) == Pose(opacity=opacity)


@pytest.mark.parametrize(("local", "opacity"), [(0, 1.0), (900, 1.0), (950, 0.5), (1000, 0.0), (2000, 0.0)])
def test_an_outro_is_at_rest_before_its_span(local, opacity) -> None:
    assert moved_by(moving(("out", 900, 100, FADE)), local) == Pose(opacity=opacity)


@pytest.mark.parametrize(("local", "degrees"), [(-1, 0.0), (0, -360.0), (500, -180.0), (1000, 0.0)])
def test_a_loop_runs_inside_its_span_only(local, degrees) -> None:
    assert moved_by(moving(("loop", 0, 1000, SPIN)), local).rotation == degrees


def test_motions_multiply() -> None:
    layer = moving(("in", 0, 100, ZOOM), ("in", 0, 100, FADE), scale_x=constant(0.5), opacity=constant(0.5))
    assert moved_by(layer, 50) == Pose(scale_x=1.5, scale_y=1.5, opacity=0.5)


def test_an_unknown_animation_is_a_render_error() -> None:
    with pytest.raises(RenderError, match="no-such"):
        moved_by(moving(("in", 0, 100, Call("no-such"))), 0)


def test_only_what_moves_does_not_stand_still() -> None:
    fading = keyed((Key(0, 0.0), Key(1000, 1.0)))
    assert stands_still(moving())
    assert stands_still(moving(("in", 0, 100, FADE), opacity=fading))
    assert not stands_still(moving(x=fading))
    assert not stands_still(moving(("in", 0, 100, ZOOM)))


def test_the_largest_scale_is_that_of_keys_and_motions_together() -> None:
    grows = keyed((Key(0, 0.5), Key(1000, 3.0)))
    assert largest_scale(moving(scale_x=grows)) == (3.0, 1.0)
    assert largest_scale(moving(("out", 900, 100, ZOOM), scale_x=grows)) == (6.0, 2.0)
