import inspect
from dataclasses import astuple

import pytest

from draftreel.animations import ANIMATIONS
from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose

CASES = [
    *((name, {}) for name in ANIMATIONS),
    *(("slide", {"direction": direction}) for direction in ("left", "right", "up", "down")),
    *((name, {"factor": factor}) for name in ("zoom", "spin") for factor in (0.3, 1.8)),
    ("spin", {"turns": -2.0}),
]


@pytest.mark.parametrize(("name", "params"), CASES)
@pytest.mark.parametrize("easing", EASINGS)
def test_an_animation_ends_at_rest(name, params, easing) -> None:
    assert astuple(ANIMATIONS[name](1.0, **params, easing=easing)) == pytest.approx(astuple(REST), abs=1e-9)


@pytest.mark.parametrize(("name", "params"), CASES)
def test_an_animation_begins_elsewhere(name, params) -> None:
    assert ANIMATIONS[name](0.0, **params) != REST


@pytest.mark.parametrize("name", ANIMATIONS)
def test_every_parameter_has_a_default(name) -> None:
    parameters = list(inspect.signature(ANIMATIONS[name]).parameters.values())[1:]
    assert all(parameter.default is not parameter.empty for parameter in parameters)


def test_a_fade_is_half_there_half_way() -> None:
    assert ANIMATIONS["fade"](0.5) == Pose(opacity=0.5)


@pytest.mark.parametrize(
    ("direction", "x", "y"), [("left", 2.0, 0.0), ("right", -2.0, 0.0), ("up", 0.0, -2.0), ("down", 0.0, 2.0)]
)
def test_a_slide_starts_one_canvas_back(direction, x, y) -> None:
    pose = ANIMATIONS["slide"](0.0, direction=direction)
    assert (pose.x, pose.y) == (x, y)


def test_a_linear_zoom_from_a_half_is_three_quarters_half_way() -> None:
    pose = ANIMATIONS["zoom"](0.5, factor=0.5, easing="linear")
    assert (pose.scale_x, pose.scale_y) == (0.75, 0.75)


def test_a_spin_clockwise_starts_a_turn_behind() -> None:
    assert ANIMATIONS["spin"](0.0, turns=1.0).rotation == -360.0
    assert ANIMATIONS["spin"](0.5, turns=1.0, easing="linear").rotation == -180.0
