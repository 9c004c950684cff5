"""Speeds along a curve."""

from itertools import pairwise

import pytest

from draftreel.compiler.curve_speed import SpeedCurve
from draftreel.timeline import Knot
from tests.compiler.drafts import S, codes, draft, keys, only_layer, segment, timeline, tone, track, video

PRESETS = [
    (((0.0, 0.9), (0.1, 0.9), (0.5, 6.8), (0.65, 0.3), (0.8, 1.0), (1.0, 1.0)), 1.4534249930186771),
    (((0.0, 1.0), (0.35, 5.5), (0.45, 0.5), (0.55, 0.5), (0.65, 5.5), (1.0, 1.0)), 2.0744678266346455),
    (((0.0, 5.2), (0.4, 5.2), (0.46, 0.5), (0.54, 0.5), (0.6, 5.2), (1.0, 5.2)), 2.809371882090666),
    (((0.0, 0.6), (0.43, 0.6), (0.5, 6.0), (0.57, 0.6), (1.0, 0.6)), 0.6776180276574557),
    (((0.0, 5.2), (0.4, 5.2), (0.6, 1.0), (1.0, 1.0)), 1.846929465515636),
    (((0.0, 1.0), (0.4, 1.0), (0.6, 5.2), (1.0, 5.2)), 1.8469291838837023),
]
NAMES = ["montage", "hero", "bullet", "jump cut", "flash in", "flash out"]


def curved(*points, source=4.0, duration=2.0, material="v", kind="video", **more):
    """A track with a segment along a curve, and the draft's materials for it."""
    listed = [{"x": x, "y": y} for x, y in points]
    speeds = {"speeds": [{"id": "k", "speed": 1.5, "mode": 1, "curve_speed": {"name": "Hero", "speed_points": listed}}]}
    begun = {"source_timerange": {"start": S, "duration": round(source * S)}, **more}
    return draft(track(segment(material, 0, duration, extra_material_refs=["k"], **begun), kind=kind), materials=speeds)


def shown(*points, **more):
    return only_layer(curved(*points, **more), {"v": video(sound=True)}).source.retiming


@pytest.mark.parametrize(("points", "mean"), PRESETS, ids=NAMES)
def test_the_apps_presets_have_the_mean_that_the_app_keeps_beside_them(points, mean):
    assert SpeedCurve(points).mean == pytest.approx(mean, rel=1e-6)


def test_half_the_source_at_one_and_half_at_three_takes_three_quarters_and_a_quarter():
    """Four seconds of source in two: two of them at speed 4 / 3, then two at 4."""
    found = shown((0, 1), (0.5, 1), (0.501, 3), (1, 3))
    assert [found.source_time(round(local * S)) for local in (0, 0.75, 1.5, 1.75, 2)] == pytest.approx(
        [S, 2 * S, 3 * S, 4 * S, 5 * S], abs=5_000
    )


def test_between_two_points_the_speed_changes_evenly_in_time():
    """From 1 to 3 within two seconds: after t seconds t + t * t / 2 have passed."""
    found = shown((0, 0.5), (1, 1.5))
    assert found.ramp.knots == (Knot(0, 0, 1.0), Knot(2 * S, 4 * S, 3.0))
    assert [found.source_time(local * S // 2) for local in range(5)] == [S, 1_625_000, 2_500_000, 3_625_000, 5 * S]


@pytest.mark.parametrize(("points", "mean"), PRESETS, ids=NAMES)
def test_the_range_is_taken_up_exactly_and_time_only_goes_forwards(points, mean):
    found = shown(*points)
    assert (found.source_time(0), found.source_time(2 * S), found.speed) == (S, 5 * S, 2)
    times = [found.source_time(local) for local in range(0, 2 * S, 10_000)]
    assert all(left < right for left, right in pairwise(times))


def test_backwards_a_curve_runs_from_the_ranges_end():
    found = shown((0, 0.5), (1, 1.5), reverse=True)
    half_a_frame = 16_667
    assert [found.source_time(local * S) + half_a_frame for local in (0, 1, 2)] == [5 * S, 3_500_000, S]


def test_picture_and_sound_run_alike():
    film = timeline(curved(*PRESETS[0][0]), {"v": video(sound=True)})
    picture, [sound] = film.tracks[0].items[0].source.retiming, film.sounds
    times = [round(2 * S * step / 10) for step in range(11)]
    assert [picture.source_time(time) for time in times] == [sound.retiming.source_time(time) for time in times]


def test_a_sound_on_its_own_has_a_curve_too():
    raw = curved((0, 0.5), (1, 1.5), material="s", kind="audio")
    [sound] = timeline(raw, {"s": tone()}).sounds
    assert sound.retiming.source_time(S) == 2_500_000
    assert codes(raw, {"s": tone()}) == ["curve-speed"]


def test_a_sound_along_a_curve_ends_where_its_source_does():
    """At 1.5 s of 2 the source is 2.625 s on, and there it ends."""
    raw = curved((0, 0.5), (1, 1.5), material="s", kind="audio")
    [sound] = timeline(raw, {"s": tone(3.625)}).sounds
    assert sound.span.duration == 1_500_000


def test_keys_on_the_sources_axis_come_when_the_curve_brings_them():
    raw = curved((0, 0.5), (1, 1.5), common_keyframes=[keys("KFTypeAlpha", (1, 0), (2.5, 1))])
    assert only_layer(raw).placement.opacity.keys[-1].time == S


@pytest.mark.parametrize(
    "points",
    [
        [(0.3, 2)],
        [(1, 2), (0, 1)],
        [(-3, -1), (0.5, 1e9), (0.5, 0), (7, 2)],
        [(step / 1_000_000, step % 7) for step in range(300)],
    ],
    ids=["one point", "out of order", "out of range", "many at one place"],
)
def test_odd_curves_still_take_up_their_range(points):
    found = shown(*points)
    assert [found.source_time(local * S) for local in (0, 2)] == [S, 5 * S]


def test_a_curve_without_points_is_stood_in_for():
    raw = curved()
    assert only_layer(raw).source.retiming.ramp is None
    assert codes(raw) == ["curve-speed"]
