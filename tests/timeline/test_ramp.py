from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.timeline import Knot, Ramp, Retiming

S = 1_000_000
RISING = Ramp((Knot(0, 0, 1.0), Knot(2 * S, 4 * S, 3.0)))
"""From 1 to 3 within two seconds: after t seconds t + t * t / 2 have passed."""


@pytest.mark.parametrize(("local", "run"), [(0, 0), (0.5, 0.625), (1, 1.5), (2, 4), (3, 7), (-1, -1)])
def test_a_speed_that_rises_from_one_to_three_passes_what_its_integral_says(local, run):
    assert RISING.at(local * S) == pytest.approx(run * S)
    assert RISING.when(run * S) == pytest.approx(local * S)


def test_knots_are_met_whatever_their_speeds():
    crooked = Ramp((Knot(0, 0, 5.0), Knot(S, 100, 0.2), Knot(2 * S, 3 * S, 9.0)))
    assert [crooked.at(local) for local in (0, S, 2 * S)] == [0, 100, 3 * S]


def test_begun_earlier_it_goes_on_as_it_was():
    early, moments = RISING.earlier(S), (S // 2, S, 2 * S, 3 * S)
    assert [early.at(local) - S for local in moments] == [RISING.at(local - S) for local in moments]


def test_forwards_a_retiming_adds_what_has_passed_and_backwards_it_takes_it_away():
    forwards = Retiming(S, 4 * S, Fraction(2), limit=9 * S, ramp=RISING)
    backwards = Retiming(S, 4 * S, Fraction(2), reverse=True, limit=9 * S, ramp=RISING)
    assert [forwards.source_time(local * S) for local in (0, 1, 2)] == [S, 2_500_000, 5 * S]
    assert [backwards.source_time(local * S) for local in (0, 1, 2)] == [5 * S, 3_500_000, S]
    assert forwards.lasting(1_500_000) == S


def test_a_second_is_a_second_only_without_a_ramp():
    assert Retiming().straight
    assert not Retiming(ramp=RISING).straight


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("ramp", [None, RISING])
def test_what_is_begun_earlier_or_goes_on_longer_shows_the_same_in_between(ramp, reverse):
    retiming = Retiming(3 * S, 4 * S, Fraction(2), reverse=reverse, limit=12 * S, ramp=ramp)
    early, long = retiming.earlier(S // 2), retiming.longer(2 * S, S // 2)
    for local in (0, 300_000, S, 2 * S):
        assert early.source_time(local + S // 2) == retiming.source_time(local)
        assert long.source_time(local) == retiming.source_time(local)


knots = st.lists(
    st.tuples(st.integers(1_000, 10**7), st.integers(1_000, 10**7), st.floats(0.1, 10)), min_size=2, max_size=8
)


@given(knots, st.floats(-(10**6), 10**8))
def test_when_is_the_inverse_of_at(steps, local):
    at, made = (0, 0), [Knot(0, 0, 1.0)]
    for duration, run, speed in steps:
        at = at[0] + duration, at[1] + run
        made.append(Knot(*at, speed))
    ramp = Ramp(tuple(made))
    assert ramp.when(ramp.at(local)) == pytest.approx(local, abs=1)
