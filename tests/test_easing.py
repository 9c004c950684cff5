import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.easing import EASINGS, bounce_out, cubic_bezier, ease_in


@pytest.mark.parametrize("easing", EASINGS.values(), ids=EASINGS)
def test_every_easing_starts_at_0_and_ends_at_1(easing):
    assert easing(0.0) == pytest.approx(0, abs=1e-9)
    assert easing(1.0) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("easing", EASINGS.values(), ids=EASINGS)
def test_no_easing_jumps(easing):
    steps = [easing(i / 1000) for i in range(1001)]
    assert max(abs(b - a) for a, b in itertools.pairwise(steps)) < 0.05


def test_easing_in_cubically_has_done_an_eighth_at_half_time():
    assert ease_in(0.5) == 0.125


def test_a_bounce_touches_the_end_three_times_before_it_rests():
    assert [bounce_out(u / 2.75) for u in (1, 2, 2.5)] == [pytest.approx(1)] * 3


@given(st.floats(0, 1))
def test_a_bezier_with_controls_on_the_diagonal_is_a_line(u):
    assert cubic_bezier(0.25, 0.25, 0.75, 0.75, u) == pytest.approx(u, abs=1e-6)


def test_a_symmetric_bezier_is_half_way_at_half_time():
    assert cubic_bezier(0.42, 0, 0.58, 1, 0.5) == pytest.approx(0.5)
