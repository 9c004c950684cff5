"""What is heard, when, how loud."""

import pytest

from draftreel.span import Span
from draftreel.timeline import constant
from tests.compiler.drafts import S, codes, draft, keys, segment, timeline, tone, track, video


def sounds(*tracks, media=None, **more):
    return timeline(draft(*tracks, **more), media or {"v": video(sound=True), "s": tone()}).sounds


def audio(**more):
    return track(segment("s", **more), kind="audio")


def only(*tracks, **more):
    [found] = sounds(*tracks, **more)
    return found


def test_a_trimmed_sound_plays_from_its_trim_at_its_volume():
    found = only(audio(start=1, source=3.0, volume=0.5))
    assert (found.span, found.volume) == (Span(S, 2 * S), constant(0.5))
    assert found.retiming.source_time(S) == 4 * S


def test_a_clip_has_its_own_sound_beside_its_picture():
    found = only(track(segment(start=1, volume=2)))
    assert (found.source, found.span, found.volume) == (video(sound=True), Span(S, 2 * S), constant(2))


@pytest.mark.parametrize(
    "tracks",
    [
        [track(segment(), attribute=1)],
        [track(segment(volume=0))],
    ],
    ids=["muted track", "volume 0"],
)
def test_what_is_muted_is_not_played(tracks):
    assert sounds(*tracks) == ()


def test_a_film_with_its_original_sound_off_mutes_the_main_track_only():
    found = sounds(track(segment()), track(segment(start=1)), config={"video_mute": True})
    assert [one.span for one in found] == [Span(S, 2 * S)]


def test_a_clip_without_sound_plays_none():
    assert sounds(track(segment()), media={"v": video()}) == ()


def test_keyed_volume_overrides_the_segments():
    found = only(audio(volume=0, common_keyframes=[keys("KFTypeVolume", (0, 0), (2, 1))]))
    assert found.volume.at(S) == 0.5


def test_volume_keys_of_the_app_count_on_the_sources_axis():
    found = only(audio(source=6.0, common_keyframes=[keys("KFTypeVolume", (6, 0), (8, 1))]))
    assert found.volume.at(S) == 0.5


def test_fades_are_no_longer_than_the_sound():
    fades = {"audio_fades": [{"id": "f", "fade_in_duration": S, "fade_out_duration": 9 * S}]}
    found = only(audio(extra_material_refs=["f"]), materials=fades)
    assert (found.fade_in, found.fade_out) == (S, 2 * S)


@pytest.mark.parametrize(("modified", "kept"), [(False, True), (True, False)])
def test_pitch_is_kept_unless_it_is_to_follow_the_speed(modified, kept):
    fast = {"source_timerange": {"start": 0, "duration": 4 * S}, "speed": 2.0, "is_tone_modify": modified}
    found = only(audio(**fast))
    assert (found.keep_pitch, found.retiming.speed) == (kept, 2)


def test_a_range_past_the_end_of_the_file_is_shortened_and_said():
    raw = draft(audio(duration=5, source=7.0))
    [found] = timeline(raw).sounds
    assert found.span == Span(0, 3 * S)
    assert codes(raw) == ["sound-too-short"]


@pytest.mark.checklist(32)
def test_an_impossible_volume_is_clamped_and_said():
    raw = draft(audio(volume=1000))
    assert timeline(raw).sounds[0].volume == constant(10)
    assert codes(raw) == ["value-out-of-range"]


@pytest.mark.checklist(19)
def test_missing_sounds_keep_their_place_and_are_said():
    raw = draft(audio(), materials={"audios": []})
    [found] = timeline(raw, {}).sounds
    assert found.source.missing
    assert codes(raw, {}) == ["material-missing"]
    assert codes(draft(track(segment()), track(segment("gone"), kind="audio"))) == ["dangling-reference"]
