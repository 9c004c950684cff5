"""Drafts with more of everything than anyone makes."""

import pytest

from tests.compiler.drafts import S, clip, compiled, draft, keys, segment, track


@pytest.mark.slow
@pytest.mark.checklist(20)
def test_a_hundred_thousand_segments_are_shown_one_after_the_other():
    """Each a tenth of a second: 10,000 s are 2 h 47 min."""
    made = compiled(draft(track(*(segment(start=n / 10, duration=0.1) for n in range(100_000)))))
    (only,) = made.timeline.tracks
    assert len(only.items) == 100_000
    assert made.timeline.duration == 10_000 * S


@pytest.mark.checklist(20)
def test_a_thousand_tracks_lie_over_one_another():
    made = compiled(draft(*(track(segment("p", **clip(scale={"x": 0.1, "y": 0.1}))) for _ in range(1_000))))
    assert len(made.timeline.tracks) == 1_000


@pytest.mark.checklist(20)
def test_ten_thousand_keyframes_are_kept_in_order():
    points = [(n / 5_000, n % 100 / 100) for n in range(10_000)]
    made = compiled(draft(track(segment(**clip(), common_keyframes=[keys("KFTypeAlpha", *points)]))))
    (layer,) = made.timeline.tracks[0].items
    assert layer.placement.pose(1_000_000).opacity == pytest.approx(0.0)
    assert layer.placement.pose(1_010_000).opacity == pytest.approx(0.5)
