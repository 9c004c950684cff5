"""Drafts inside drafts."""

import pytest

from draftreel.errors import DraftEmpty
from draftreel.timeline import TimelineSource
from tests.compiler.drafts import S, codes, compiled, draft, segment, timeline, tone, track, video


def around(inner, **more):
    materials = {
        "videos": [{"id": "c", "material_name": "Clip 1", "extra_type_option": 2}],
        "drafts": [{"id": "d", "draft": inner}],
    }
    return draft(track(segment("c", extra_material_refs=["d"], **more)), materials=materials)


def test_a_compound_clip_is_a_timeline_as_a_source_and_as_a_sound():
    inner = draft(track(segment(duration=4)), track(segment("s"), kind="audio"), size=(200, 400))
    found = timeline(around(inner, source=1.0))
    [[layer]] = [one.items for one in found.tracks]
    assert isinstance(layer.source, TimelineSource)
    picture = layer.source.timeline
    assert (picture.width, picture.height, picture.duration, picture.sounds) == (200, 400, 4 * S, ())
    assert layer.placement.size == (180, 360)
    assert layer.source.retiming.source_time(S) == 2 * S
    [sound] = found.sounds
    assert (len(sound.source.sounds), sound.source.tracks) == (1, ())


def test_places_inside_it_say_so():
    inner = draft(track(segment(), segment("gone", start=2)))
    [diagnostic] = compiled(around(inner)).diagnostics
    assert diagnostic.place == "compound clip Clip 1, video track 1, segment 2"


def test_its_own_speed_is_that_of_the_clip():
    inner = draft(track(segment(duration=8)))
    fast = {"source_timerange": {"start": 0, "duration": 8 * S}, "speed": 4.0}
    [[layer]] = [one.items for one in timeline(around(inner, **fast)).tracks]
    assert layer.source.retiming.source_time(S) == 4 * S


@pytest.mark.checklist(19)
def test_nesting_ends_at_a_depth_and_is_said():
    raw = draft(track(segment()))
    for _ in range(12):
        outer = around(raw)
        raw = {**outer, "tracks": [*outer["tracks"], track(segment())]}
    timeline(raw)
    [found] = {one.code for one in compiled(raw).diagnostics}
    assert found in ("material-missing", "compound-empty")


@pytest.mark.checklist(19)
def test_a_compound_clip_that_is_not_in_the_file_is_missing():
    raw = draft(track(segment("c")), materials={"videos": [{"id": "c", "extra_type_option": 2}]})
    assert codes(raw) == ["material-missing"]


def test_a_compound_clip_with_nothing_in_it_is_nothing():
    with pytest.raises(DraftEmpty):
        compiled(around(draft()))
    raw = around(draft())
    assert codes({**raw, "tracks": [track(segment()), *raw["tracks"]]}) == ["compound-empty"]


def test_media_are_found_inside_it():
    media = {"v": video(3.0), "s": tone()}
    [[layer]] = [one.items for one in timeline(around(draft(track(segment()))), media).tracks]
    assert layer.source.timeline.tracks[0].items[0].source.media == video(3.0)
