"""The two time axes of keyframes."""

import json

import pytest

from draftreel.compiler.keyframes import local_axis
from draftreel.compiler.retiming import speed_of
from draftreel.draft import parse
from draftreel.timeline import Retiming
from tests.compiler.drafts import S, draft, keys, segment, track


def local(*times, **more):
    shaped = segment(common_keyframes=[keys("KFTypeAlpha", *((time, 1) for time in times))], **more)
    [found] = parse(json.dumps(draft(track(shaped)))).tracks[0].segments
    axis = local_axis(found, Retiming(speed=speed_of(found)))
    return [axis(round(time * S)) / S for time in times]


def test_keys_of_an_untrimmed_clip_count_from_its_start():
    assert local(0, 2, duration=5) == [0, 2]


def test_keys_of_the_app_count_on_the_sources_axis():
    assert local(6.3, 6.6, source=6.3, duration=5) == [0, 0.3]


def test_keys_of_a_library_count_from_the_segments_start_though_it_is_trimmed():
    assert local(0, 2, source=6.3, duration=5) == [0, 2]


def test_keys_on_the_sources_axis_run_at_the_clips_speed():
    fast = {"source_timerange": {"start": 4 * S, "duration": 6 * S}, "speed": 2.0}
    assert local(4, 10, duration=3, **fast) == [0, 3]


def test_keys_past_the_end_of_a_fast_clip_can_only_be_the_sources():
    fast = {"source_timerange": {"start": 0, "duration": 6 * S}, "speed": 2.0}
    assert local(0, 6, duration=3, **fast) == [0, 3]


@pytest.mark.parametrize("source", [None, {"start": 0, "duration": 0}])
def test_texts_and_photos_without_a_source_count_from_their_start(source):
    assert local(0, 2, duration=5, source_timerange=source) == [0, 2]
