from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.span import Span, frame_at, frame_time, sample_at

moments = st.integers(-(10**12), 10**12)
lengths = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("index", "fps", "time"),
    [(0, 30, 0), (1, 30, 33_333), (2, 30, 66_667), (30, 30, 1_000_000), (1, 25, 40_000), (30_000, 30, 1_000_000_000)],
)
def test_a_frame_shows_at_its_index_over_the_rate(index, fps, time):
    assert frame_time(index, Fraction(fps)) == time


def test_ntsc_frames_do_not_drift():
    assert frame_time(30_000, Fraction(30_000, 1001)) == 1_001_000_000


@given(st.integers(0, 10**6), st.sampled_from([Fraction(24), Fraction(30), Fraction(30_000, 1001), Fraction(60)]))
def test_the_frame_at_a_frames_time_is_that_frame(index, fps):
    assert frame_at(frame_time(index, fps), fps) == index


def test_a_second_and_a_half_is_72000_samples():
    assert sample_at(1_500_000) == 72_000


def test_a_span_ends_before_its_end():
    assert 9 in Span(0, 10)
    assert 10 not in Span(0, 10)


def test_spans_that_touch_do_not_overlap():
    assert not Span(0, 10).overlaps(Span(10, 10))
    assert Span(0, 11).overlaps(Span(10, 10))


@given(moments, lengths, moments, lengths)
def test_what_is_clipped_lies_inside_both(start, length, other, other_length):
    clipped = Span(start, length).clipped(Span(other, other_length))
    assert clipped.duration >= 0
    if clipped.duration:
        assert max(start, other) == clipped.start
        assert clipped.end == min(start + length, other + other_length)
