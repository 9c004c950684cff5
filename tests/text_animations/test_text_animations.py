"""Laws of the whole table, and what each animation does, in numbers."""

import inspect
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose
from draftreel.text_animations import TEXT_ANIMATIONS

COUNTS = (1, 2, 7, 50)
ORDERS = ("start", "end", "centre", "edges", "random")
LOOPS = ("hop", "pulse", "shake", "sway", "wave")
COMINGS = sorted(set(TEXT_ANIMATIONS) - set(LOOPS))
EASED = [name for name in TEXT_ANIMATIONS if "easing" in inspect.signature(TEXT_ANIMATIONS[name]).parameters]
STAGGERED = [name for name in TEXT_ANIMATIONS if "stagger" in inspect.signature(TEXT_ANIMATIONS[name]).parameters]
WHOLE_TURNS = [("rotate", {"turns": 1.0, "opacity": 1.0}), ("flip", {"turns": 1.0, "opacity": 1.0, "axis": "y"})]


def poses(name: str, progress: float, count: int, **params) -> list[Pose]:
    return [TEXT_ANIMATIONS[name](progress, cluster, count, **params) for cluster in range(count)]


@pytest.mark.parametrize("name", TEXT_ANIMATIONS)
@pytest.mark.parametrize("count", COUNTS)
def test_every_cluster_ends_at_rest(name, count):
    assert poses(name, 1.0, count) == [REST] * count


@pytest.mark.parametrize("name", EASED)
@pytest.mark.parametrize("easing", EASINGS)
def test_every_cluster_ends_at_rest_whatever_the_easing(name, easing):
    assert poses(name, 1.0, 7, easing=easing) == [REST] * 7


@pytest.mark.parametrize("name", STAGGERED)
@pytest.mark.parametrize("stagger", [0.0, 0.3, 1.0])
def test_every_cluster_ends_at_rest_whatever_the_stagger(name, stagger):
    assert poses(name, 1.0, 50, stagger=stagger) == [REST] * 50


@pytest.mark.parametrize("name", COMINGS)
@pytest.mark.parametrize("count", COUNTS)
def test_nothing_can_be_seen_before_an_animation_that_brings_the_text_in(name, count):
    assert {pose.opacity for pose in poses(name, 0.0, count)} == {0.0}


@pytest.mark.parametrize("name", LOOPS)
@pytest.mark.parametrize("count", COUNTS)
def test_a_loop_is_at_rest_at_both_ends(name, count):
    assert poses(name, 0.0, count) == poses(name, 1.0, count) == [REST] * count


@pytest.mark.parametrize(("name", "params"), WHOLE_TURNS)
def test_whole_turns_make_a_loop(name, params):
    assert poses(name, 0.0, 7, **params) == [REST] * 7


@pytest.mark.parametrize("name", TEXT_ANIMATIONS)
def test_something_moves_half_way(name):
    assert any(pose != REST for pose in poses(name, 0.45, 7))


@pytest.mark.parametrize("name", TEXT_ANIMATIONS)
def test_a_pose_follows_from_the_arguments_alone(name):
    forwards = [TEXT_ANIMATIONS[name](0.4, cluster, 7) for cluster in range(7)]
    backwards = [TEXT_ANIMATIONS[name](0.4, cluster, 7) for cluster in reversed(range(7))]
    assert forwards == backwards[::-1]


@pytest.mark.parametrize("name", TEXT_ANIMATIONS)
def test_every_parameter_has_a_default(name):
    parameters = list(inspect.signature(TEXT_ANIMATIONS[name]).parameters.values())[3:]
    assert parameters
    assert all(parameter.default is not parameter.empty for parameter in parameters)


@pytest.mark.parametrize("name", STAGGERED)
def test_without_stagger_all_do_the_same(name):
    assert len(set(poses(name, 0.4, 7, stagger=0.0))) == 1


@pytest.mark.parametrize("order", ORDERS)
@given(st.floats(0, 1), st.sampled_from(COUNTS))
def test_a_typewriter_shows_so_many_clusters(order, progress, count):
    shown = [pose for pose in poses("typewriter", progress, count, order=order) if pose == REST]
    assert len(shown) == math.floor(progress * count)
    assert {pose.opacity for pose in poses("typewriter", progress, count, order=order)} <= {0.0, 1.0}


@pytest.mark.parametrize(
    ("order", "shown"), [("start", "xxx__"), ("end", "__xxx"), ("centre", "_xxx_"), ("edges", "xx__x")]
)
def test_a_typewriter_types_in_an_order(order, shown):
    assert "".join("x" if pose == REST else "_" for pose in poses("typewriter", 0.6, 5, order=order)) == shown


def test_another_seed_types_in_another_order():
    typed = {tuple(poses("typewriter", 0.5, 7, order="random", seed=float(seed))) for seed in range(5)}
    assert len(typed) > 1


def test_a_linear_flight_of_two_em_is_one_em_away_half_way():
    pose = TEXT_ANIMATIONS["fly_in"](0.5, 0, 1, direction="right", easing="linear")
    assert (pose.x, pose.y, pose.opacity) == (-1.0, 0.0, 1.0)


def test_fully_staggered_clusters_fly_one_after_another():
    assert [pose.y for pose in poses("fly_in", 0.25, 2, stagger=1.0, easing="linear")] == [-1.0, -2.0]
    assert [pose.y for pose in poses("fly_in", 0.75, 2, stagger=1.0, easing="linear")] == [0.0, -1.0]


def test_scattered_clusters_start_between_half_the_distance_and_all_of_it():
    far = [math.hypot(pose.x, pose.y) for pose in poses("fly_in", 0.0, 50, direction="random", distance=4.0)]
    assert 2.0 <= min(far) < 2.5
    assert 3.5 < max(far) <= 4.0


def test_a_fade_is_half_there_half_way():
    assert TEXT_ANIMATIONS["fade"](0.5, 3, 7, stagger=0.0) == Pose(opacity=0.5)


def test_a_linear_zoom_from_a_half_is_three_quarters_half_way():
    assert TEXT_ANIMATIONS["zoom"](0.5, 0, 1, factor=0.5, easing="linear").scale_x == 0.75


def test_a_spring_goes_past_its_place():
    heights = [TEXT_ANIMATIONS["spring"](step / 100, 0, 1, direction="down").y for step in range(101)]
    assert heights[0] == 0.8
    assert min(heights) < -0.1


def test_a_ball_lands_and_leaps_less_than_it_fell():
    heights = [TEXT_ANIMATIONS["bounce"](step / 100, 0, 1).y for step in range(101)]
    assert heights[0] == 1.5
    assert min(heights) >= -1e-9
    assert max(heights[40:]) == pytest.approx(1.5 / 4, rel=0.02)


def test_a_quarter_turn_over_starts_edge_on():
    assert TEXT_ANIMATIONS["flip"](0.0, 0, 1).scale_y == pytest.approx(0.0, abs=1e-9)
    assert TEXT_ANIMATIONS["flip"](0.0, 0, 1, axis="y").scale_y == 1.0


def test_half_a_turn_starts_upside_down():
    assert TEXT_ANIMATIONS["rotate"](0.0, 0, 1, turns=0.5).rotation == 180.0


def test_a_sway_leans_clockwise_first():
    assert TEXT_ANIMATIONS["sway"](0.25, 0, 1, degrees=10.0).rotation == pytest.approx(10.0)
    assert TEXT_ANIMATIONS["sway"](0.75, 0, 1, degrees=10.0).rotation == pytest.approx(-10.0)


def test_a_pulse_is_largest_half_way():
    assert TEXT_ANIMATIONS["pulse"](0.5, 0, 1, factor=1.5).scale_x == pytest.approx(1.5)


def test_two_hops_touch_the_ground_half_way():
    assert TEXT_ANIMATIONS["hop"](0.5, 0, 1, hops=2.0).y == 0.0
    assert TEXT_ANIMATIONS["hop"](0.25, 0, 1, hops=2.0, height=0.3).y == pytest.approx(0.3)


def test_a_wave_reaches_one_cluster_after_another():
    assert [pose.y > 0 for pose in poses("wave", 0.1, 3, stagger=1.0)] == [True, False, False]
    assert [pose.y > 0 for pose in poses("wave", 0.45, 3, stagger=1.0)] == [False, True, False]
    assert [pose.y > 0 for pose in poses("wave", 0.8, 3, stagger=1.0)] == [False, False, True]


def test_a_tremble_stays_within_its_distance_and_tilt():
    moved = [pose for step in range(100) for pose in poses("shake", step / 100, 7, distance=0.1, degrees=5.0)]
    assert 0.05 < max(abs(pose.x) for pose in moved) <= 0.1
    assert 2.5 < max(abs(pose.rotation) for pose in moved) <= 5.0
