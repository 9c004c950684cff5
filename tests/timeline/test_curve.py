import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.timeline import Curve, Key, constant, keyed

keys = st.lists(st.builds(Key, st.integers(-(10**7), 10**7), st.floats(-100, 100)), min_size=1, max_size=8)


def test_a_move_is_half_way_at_half_time():
    assert Curve((Key(0, 0.0), Key(1_000_000, 10.0))).at(500_000) == 5.0


def test_a_curve_holds_before_its_first_and_after_its_last_key():
    curve = Curve((Key(100, 1.0), Key(200, 2.0)))
    assert [curve.at(time) for time in (0, 100, 200, 300)] == [1, 1, 2, 2]


def test_a_shaped_way_is_slow_where_its_handle_says():
    curve = Curve((Key(0, 0.0, (0.42, 0.0, 1.0, 1.0)), Key(1000, 1.0)))
    assert curve.at(250) < 0.25
    assert curve.at(1000) == 1


def test_of_two_keys_at_one_time_the_later_one_counts():
    assert keyed([Key(0, 1.0), Key(0, 2.0)]).at(0) == 2


@given(keys, st.integers(-(10**8), 10**8))
def test_straight_ways_stay_between_their_keys(points, time):
    value = keyed(points).at(time)
    assert min(p.value for p in points) - 1e-6 <= value <= max(p.value for p in points) + 1e-6


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6, unique=True))
def test_a_curve_goes_through_its_keys(times):
    curve = keyed([Key(time, float(index)) for index, time in enumerate(times)])
    assert [curve.at(time) for time in times] == [pytest.approx(index) for index in range(len(times))]


def test_a_constant_is_the_same_always():
    assert constant(0.5).constant
    assert constant(0.5).at(-5) == constant(0.5).at(10**9) == 0.5
