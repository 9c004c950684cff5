import inspect
from dataclasses import astuple

import pytest

from draftreel.animations import ANIMATIONS
from draftreel.call import Call
from draftreel.easing import EASINGS
from draftreel.effects import EFFECTS
from draftreel.pose import REST, Pose

STRAIGHT = ("left", "right", "up", "down")
DIAGONAL = ("up_left", "up_right", "down_left", "down_right")
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")

LOOPS = [
    ("breathe", {}),
    ("breathe", {"factor": 0.7, "breaths": 3.0}),
    ("sway", {}),
    ("sway", {"edge": "bottom", "degrees": -20.0, "swings": 1.0}),
]
CASES = [
    *((name, {}) for name in ANIMATIONS if name not in {name for name, _ in LOOPS}),
    *((name, {"direction": direction}) for name in ("slide", "bounce", "throw") for direction in STRAIGHT),
    *((name, {"direction": direction}) for name in ("slide", "throw") for direction in DIAGONAL),
    *((name, {"factor": factor}) for name in ("zoom", "spin") for factor in (0.3, 1.8)),
    *(("swing", {"edge": edge}) for edge in ("top", "bottom", "left", "right", *CORNERS)),
    ("spin", {"turns": -2.0}),
    ("swing", {"degrees": -90.0, "swings": 0.7}),
    ("shake", {"across": 0.1, "down": 0.0}),
    ("motion_blur", {"rotate": 0.5}),
]
EASED = [case for case in CASES if "easing" in inspect.signature(ANIMATIONS[case[0]]).parameters]
STEPS = [step / 20 for step in range(21)]


@pytest.mark.parametrize(("name", "params"), EASED)
@pytest.mark.parametrize("easing", EASINGS)
def test_an_animation_ends_at_rest_however_it_is_eased(name, params, easing) -> None:
    assert rests(ANIMATIONS[name](1.0, **params, easing=easing))


@pytest.mark.parametrize(("name", "params"), CASES + LOOPS)
def test_an_animation_ends_at_rest(name, params) -> None:
    assert rests(ANIMATIONS[name](1.0, **params))


@pytest.mark.parametrize(("name", "params"), CASES)
def test_an_animation_begins_elsewhere(name, params) -> None:
    assert not rests(ANIMATIONS[name](0.0, **params))


@pytest.mark.parametrize(("name", "params"), LOOPS)
def test_a_loop_meets_itself(name, params) -> None:
    assert ANIMATIONS[name](0.0, **params) == ANIMATIONS[name](1.0, **params) == REST


@pytest.mark.parametrize(("name", "params"), CASES + LOOPS)
def test_an_animation_never_leaps_on_its_last_steps(name, params) -> None:
    almost, end = ANIMATIONS[name](0.9999, **params), REST
    moving = [almost.x, almost.y, almost.scale_x - 1, almost.scale_y - 1, almost.opacity - end.opacity]
    assert max(map(abs, moving)) < 0.01
    assert abs((almost.rotation + 180) % 360 - 180) < 1


@pytest.mark.parametrize(("name", "params"), CASES + LOOPS)
def test_opacities_stay_within_0_and_1(name, params) -> None:
    assert all(0 <= ANIMATIONS[name](step, **params).opacity <= 1 for step in STEPS)


@pytest.mark.parametrize("name", ANIMATIONS)
def test_every_parameter_has_a_default(name) -> None:
    parameters = list(inspect.signature(ANIMATIONS[name]).parameters.values())[1:]
    assert all(parameter.default is not parameter.empty for parameter in parameters)


@pytest.mark.parametrize(("name", "params"), CASES + LOOPS)
def test_every_effect_of_a_pose_binds_to_its_function(name, params) -> None:
    for call in (call for step in STEPS for call in ANIMATIONS[name](step, **params).effects):
        inspect.signature(EFFECTS[call.name]).bind(None, None, **call.arguments)


def test_a_fade_is_half_there_half_way() -> None:
    assert ANIMATIONS["fade"](0.5) == Pose(opacity=0.5)


@pytest.mark.parametrize(
    ("direction", "x", "y"),
    [("left", 2.0, 0.0), ("right", -2.0, 0.0), ("up", 0.0, -2.0), ("down", 0.0, 2.0), ("down_right", -2.0, 2.0)],
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


def test_a_swing_hangs_by_the_middle_of_its_edge_and_each_way_is_shorter() -> None:
    swung = [ANIMATIONS["swing"](step / 4, edge="top", degrees=40.0, swings=2.0) for step in range(4)]
    assert {(pose.pivot_x, pose.pivot_y) for pose in swung} == {(0.0, 1.0)}
    assert [pose.rotation for pose in swung] == pytest.approx([40.0, -22.5, 10.0, -2.5])  # 40 times 1, 9, 4, 1 of 16


def test_a_swing_by_a_corner_turns_about_that_corner() -> None:
    pose = ANIMATIONS["swing"](0.0, edge="bottom_left", degrees=-90.0)
    assert (pose.rotation, pose.pivot_x, pose.pivot_y) == (-90.0, -1.0, -1.0)


def test_a_sway_reaches_as_far_to_either_side() -> None:
    swayed = [ANIMATIONS["sway"](quarter / 4, degrees=10.0, swings=1.0).rotation for quarter in range(1, 4)]
    assert swayed == pytest.approx([10.0, 0.0, -10.0])


def test_a_breath_is_deepest_half_way() -> None:
    scales = [ANIMATIONS["breathe"](step / 4, factor=1.4).scale_x for step in range(1, 4)]
    assert scales == pytest.approx([1.2, 1.4, 1.2])
    assert ANIMATIONS["breathe"](0.25, factor=0.6, breaths=2.0).scale_y == pytest.approx(0.6)


def test_a_bounce_drops_from_above_and_touches_down_three_times_before_it_lies() -> None:
    assert ANIMATIONS["bounce"](0.0) == Pose(y=2.0, pivot_y=-1.0)
    assert [ANIMATIONS["bounce"](touch / 2.75).y for touch in (1, 2, 2.5)] == pytest.approx([0.0, 0.0, 0.0])
    assert [ANIMATIONS["bounce"](leap / 2.75).y for leap in (1.5, 2.25)] == pytest.approx([0.5, 0.125])  # a 4th, a 16th


def test_a_bounce_is_pressed_flat_where_it_lands_and_stands_on_its_foot() -> None:
    landed = ANIMATIONS["bounce"](1 / 2.75, squash=0.2)
    assert (landed.scale_x, landed.scale_y, landed.pivot_y) == pytest.approx((1.0, 0.8, -1.0))
    assert ANIMATIONS["bounce"](1.5 / 2.75, squash=0.2).scale_y == 1.0


def test_a_bounce_to_the_right_is_pressed_against_the_right() -> None:
    landed = ANIMATIONS["bounce"](1 / 2.75, direction="right", squash=0.2)
    assert (landed.scale_x, landed.scale_y, landed.pivot_x) == pytest.approx((0.8, 1.0, 1.0))


def test_a_throw_goes_too_far_and_comes_back() -> None:
    way = [ANIMATIONS["throw"](step / 10, direction="right").x for step in range(11)]
    assert way[0] == pytest.approx(-2.0)
    assert max(way) == pytest.approx(0.2, abs=0.01)  # a tenth of the way too far, as back_out is made
    assert way[10] == 0


def test_a_throw_is_blurred_along_the_way_it_goes() -> None:
    for direction, rotate in (("right", 0.0), ("down", 0.5), ("down_right", 0.25), ("up_right", 0.75)):
        (call,) = ANIMATIONS["throw"](0.0, direction=direction, degrees=0.0, blur=0.6).effects
        assert call == Call.of("motion_blur", blur=0.6, rotate=rotate)


def test_a_blurred_picture_is_clear_of_the_turn_it_is_placed_with() -> None:
    (call,) = ANIMATIONS["throw"](0.0, direction="right", degrees=45.0).effects
    assert call.arguments["rotate"] == pytest.approx(0.25)  # turned back by 45 degrees that line lies level


def test_a_blur_halves_half_way_and_the_picture_is_there() -> None:
    assert ANIMATIONS["blur"](0.5, amount=0.8) == Pose(effects=(Call.of("blur", blur=0.4),))
    assert ANIMATIONS["blur"](0.0).opacity == 0


def test_a_shake_goes_to_and_fro_ever_less() -> None:
    shaken = [ANIMATIONS["shake"](step / 4, down=0.08, shakes=2.0).effects[0].arguments["down"] for step in range(4)]
    assert shaken == pytest.approx([0.08, -0.06, 0.04, -0.02])


def rests(pose: Pose) -> bool:
    return pose.effects == REST.effects and astuple(pose)[:8] == pytest.approx(astuple(REST)[:8], abs=1e-9)
