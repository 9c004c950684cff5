"""Which moment of a source shows when."""

from fractions import Fraction

import pytest

from draftreel.timeline import Media, MediaKind, Retiming
from tests.compiler.drafts import S, codes, draft, only_layer, photo, segment, track, video


def retiming(media=None, material="v", **more):
    raw = draft(track(segment(material, **more)), materials=more.pop("materials", None))
    return only_layer(raw, {material: media or video()}).source.retiming


def test_a_trimmed_clip_starts_at_its_trim():
    found = retiming(source=3.0)
    assert [found.source_time(second * S) / S for second in (0, 1, 2)] == [3, 4, 5]


def test_double_speed_shows_twice_as_much():
    found = retiming(duration=2, source_timerange={"start": S, "duration": 4 * S}, speed=2.0)
    assert [found.source_time(second * S) / S for second in (0, 1, 2)] == [1, 3, 5]


def test_ranges_win_over_a_speed_that_contradicts_them():
    found = retiming(duration=2, source_timerange={"start": 0, "duration": 8 * S}, speed=2.0)
    assert found.speed == 4


def test_a_long_source_range_at_speed_one_is_a_trim():
    assert retiming(duration=2, source_timerange={"start": 0, "duration": 8 * S}, speed=1.0).speed == 1


@pytest.mark.checklist(32)
@pytest.mark.parametrize(("speed", "used"), [(0, 1), (-3, 1), (1000, 100), (0.001, Fraction(1, 100))])
def test_impossible_speeds_are_clamped_and_said(speed, used):
    raw = draft(track(segment(speed=speed, source_timerange=None)))
    assert only_layer(raw, {"v": video(1000)}).source.retiming.speed == used
    assert "speed" in codes(raw, {"v": video(1000)})


def test_a_reversed_clip_begins_with_its_last_frame_and_ends_with_its_first():
    found = retiming(duration=1, source=2.0, reverse=True)
    frame = S / 30
    assert [int(found.source_time(round(n * frame)) / frame) for n in (0, 1, 29)] == [89, 88, 60]


def test_a_still_has_no_time_and_a_gif_loops():
    assert retiming(photo(), "p") == Retiming()
    gif = retiming(Media("g", MediaKind.ANIMATION, 64, 64, S), "v", duration=3)
    assert [gif.source_time(ms * 1000) for ms in (500, 1500, 2500)] == [500_000] * 3


def test_a_clip_shorter_than_its_place_holds_its_last_frame_and_says_so():
    raw = draft(track(segment(duration=3)))
    layer = only_layer(raw, {"v": video(1.0)})
    assert layer.span.duration == 3 * S
    assert layer.source.retiming.source_time(2 * S) == S
    assert codes(raw, {"v": video(1.0)}) == ["clip-too-short"]


def test_a_freeze_frame_whose_photo_is_gone_is_cut_from_its_video():
    freeze = {"source_material_id": "v", "timestamp": 4 * S}
    raw = draft(track(segment("f")), materials={"videos": [{"id": "f", "type": "photo", "freeze": freeze}]})
    source = only_layer(raw, {"v": video()}).source
    assert source.media == video()
    assert {source.retiming.source_time(moment * S) for moment in (0, 1, 2)} == {4 * S}


def test_a_curved_speed_is_stood_in_for():
    speeds = {"speeds": [{"id": "k", "speed": 1, "mode": 1, "curve_speed": {"name": "hero"}}]}
    assert codes(draft(track(segment(extra_material_refs=["k"])), materials=speeds)) == ["curve-speed"]


def test_a_source_range_shorter_than_its_place_goes_on_and_says_so():
    raw = draft(track(segment(duration=3, source_timerange={"start": S, "duration": S})))
    assert only_layer(raw).source.retiming.source_time(2 * S) == 3 * S
    assert codes(raw) == ["source-range-short"]
