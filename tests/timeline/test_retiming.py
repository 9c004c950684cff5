from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from draftreel.timeline import Retiming


def test_double_speed_runs_through_two_seconds_in_one():
    assert Retiming(500_000, 4_000_000, Fraction(2), limit=9_000_000).source_time(1_000_000) == 2_500_000


def test_reverse_begins_at_the_end_of_the_range():
    backwards = Retiming(1_000_000, 2_000_000, reverse=True, limit=9_000_000)
    assert [backwards.source_time(t) for t in (0, 500_000, 2_000_000)] == [3_000_000, 2_500_000, 1_000_000]


def test_a_handle_before_the_start_plays_what_lies_before_and_then_holds():
    trimmed = Retiming(300_000, 1_000_000, limit=2_000_000)
    assert [trimmed.source_time(t) for t in (-200_000, -400_000)] == [100_000, 0]


def test_a_loop_starts_again():
    assert Retiming(limit=1_000_000, loop=True).source_time(2_250_000) == 250_000


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.fractions(Fraction(1, 1000), 1000),
    st.booleans(),
    st.booleans(),
    st.integers(1, 10**9),
    st.integers(-(10**9), 10**10),
)
def test_no_time_outside_the_source_is_asked_for(start, length, speed, reverse, loop, limit, local):
    assert 0 <= Retiming(start, length, speed, reverse, limit, loop).source_time(local) <= limit
