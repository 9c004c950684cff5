"""Joins, channels, fades and loudness: what of a draft becomes what of a sound."""

import pytest

from draftreel.span import Span
from draftreel.timeline import Curve, Key, Routing, Transition, constant
from tests.compiler.drafts import S, codes, draft, keys, photo, segment, timeline, tone, track, video

DISSOLVE, THROUGH_BLACK = (
    {"name": "Dissolve", "is_overlap": True},
    {"name": "闪黑", "resource_id": "6724239388189921806"},
)
LONG = {"v": video(10, sound=True), "w": video(10, sound=True, key="w"), "s": tone()}


def two(left=None, right=None, look=DISSOLVE, media=None, **more):
    """Clips over 0..2 and 2..4 s, each from 3 s of its source on, with a transition of 1 s between them."""
    first = {"source": 3.0, "extra_material_refs": ["t"], **(left or {})}
    second = {"source": 3.0, "material": "w", "start": 2, **(right or {})}
    transitions = [{"id": "t", "duration": S, **look}]
    materials = {"videos": [{"id": "w", "type": "video"}], "transitions": transitions, **more}
    return draft(track(segment(**first), segment(**second)), materials=materials), media or LONG


def sounds(left=None, right=None, **more):
    return timeline(*two(left, right, **more)).sounds


def of(sound):
    return sound.span, sound.join_in, sound.join_out


def only(*, media=None, **more):
    materials = {kind: [{"id": kind, **one}] for kind, one in more.items()}
    raw = draft(track(segment("s", extra_material_refs=list(more)), kind="audio"), materials=materials)
    [found] = timeline(raw, media or {"s": tone()}).sounds
    return found, codes(raw)


def test_both_sounds_run_through_the_transition_and_cross():
    left, right = sounds()
    assert of(left) == (Span(0, 2_500_000), 0, S)
    assert of(right) == (Span(1_500_000, 2_500_000), S, 0)
    assert left.retiming.source_time(2_500_000) == 5_500_000
    assert right.retiming.source_time(0) == 2_500_000, "half a second of its own handle"
    assert right.retiming.source_time(500_000) == 3 * S, "and at the cut where it always was"


def test_the_join_of_the_sounds_is_the_transition_of_the_pictures():
    film = timeline(*two())
    [transition] = [item for item in film.tracks[0].items if isinstance(item, Transition)]
    left, right = film.sounds
    assert transition.span == Span.between(right.span.start, left.span.end)


def test_a_clip_that_goes_no_further_is_joined_before_its_end():
    left, right = sounds(media={**LONG, "v": video(5, sound=True)})
    assert of(left) == (Span(0, 2 * S), 0, 500_000)
    assert of(right) == (Span(1_500_000, 2_500_000), 500_000, 0)


def test_a_clip_that_begins_with_its_source_is_joined_after_its_start():
    left, right = sounds(right={"source": 0.0})
    assert of(left) == (Span(0, 2_500_000), 0, 500_000)
    assert of(right) == (Span(2 * S, 2 * S), 500_000, 0)
    assert right.retiming.start == 0


def test_a_handle_is_used_as_far_as_it_goes():
    left, right = sounds(right={"source": 0.1})
    assert of(right) == (Span(1_900_000, 2_100_000), 600_000, 0)
    assert of(left) == (Span(0, 2_500_000), 0, 600_000)
    assert right.retiming.start == 0


def test_where_neither_goes_on_both_end_softly_at_the_cut():
    left, right = sounds(right={"source": 0.0}, media={**LONG, "v": video(5, sound=True)})
    assert of(left) == (Span(0, 2 * S), 0, 0)
    assert of(right) == (Span(2 * S, 2 * S), 0, 0)
    assert (left.fade_out, right.fade_in) == (5_000, 5_000)


@pytest.mark.parametrize(("speed", "start"), [(2.0, 2 * S), (0.5, 2_750_000)])
def test_a_handle_is_as_long_as_its_speed_makes_it(speed, start):
    source = {"start": 3 * S, "duration": round(2 * S * speed)}
    _, right = sounds(right={"source_timerange": source, "speed": speed})
    assert of(right) == (Span(1_500_000, 2_500_000), S, 0)
    assert right.retiming.start == start


def test_reversed_clips_have_their_handles_on_the_other_side():
    left, right = sounds(left={"reverse": True}, right={"reverse": True})
    assert left.retiming.source_time(2_500_000) == 2_500_000, "3 to 5 s backwards, and on"
    assert right.retiming.source_time(0) == 5_500_000
    assert right.retiming.source_time(500_000) == 5 * S


def test_at_a_transition_that_does_not_overlap_the_sounds_are_cut():
    left, right = sounds(look=THROUGH_BLACK)
    assert of(left) == (Span(0, 2 * S), 0, 0)
    assert of(right) == (Span(2 * S, 2 * S), 0, 0)
    assert (left.fade_out, right.fade_in) == (0, 0)


def test_a_cut_changes_nothing():
    left, right = sounds(left={"extra_material_refs": []})
    assert (of(left), of(right)) == ((Span(0, 2 * S), 0, 0), (Span(2 * S, 2 * S), 0, 0))
    assert (left.fade_out, right.fade_in) == (0, 0)


def test_a_transition_inside_one_unbroken_sound_changes_nothing():
    """It would be crossed with itself, and swell by 3 dB."""
    left, right = sounds(right={"material": "v", "source": 5.0})
    assert (of(left), of(right)) == ((Span(0, 2 * S), 0, 0), (Span(2 * S, 2 * S), 0, 0))
    assert left.retiming.source_time(2 * S) == right.retiming.start


def test_an_unbroken_sound_that_changes_its_volume_is_joined():
    left, _ = sounds(right={"material": "v", "source": 5.0, "volume": 0.5})
    assert left.join_out == S


def test_where_only_one_side_sounds_it_falls_with_the_transition():
    [left] = sounds(right={"volume": 0})
    assert of(left) == (Span(0, 2_500_000), 0, S)
    [right] = sounds(media={"v": photo(), "w": video(10, sound=True, key="w")})
    assert of(right) == (Span(1_500_000, 2_500_000), S, 0)


def test_clips_that_overlap_in_old_drafts_are_joined_over_the_overlap():
    raw, media = two(right={"start": 1.5})
    left, right = timeline(raw, media).sounds
    assert of(left) == (Span(0, 2 * S), 0, 500_000)
    assert of(right) == (Span(1_500_000, 2 * S), 500_000, 0)
    assert right.retiming.start == 3 * S, "nothing is borrowed"


def test_a_clip_between_two_transitions_has_a_join_at_either_end():
    again = {"material": "v", "start": 4, "source": 6.0}
    raw, media = two(right={"extra_material_refs": ["t"]})
    raw["tracks"][0]["segments"].append(segment(**again))
    middle = timeline(raw, media).sounds[1]
    assert of(middle) == (Span(1_500_000, 3 * S), S, S)


def test_keys_and_fades_stay_where_they_were():
    keyed = [keys("KFTypeVolume", (3, 0), (4, 1))]
    fades = {"audio_fades": [{"id": "f", "fade_in_duration": 300_000, "fade_out_duration": 400_000}]}
    _, right = sounds(right={"common_keyframes": keyed, "extra_material_refs": ["f"]}, **fades)
    assert right.volume == Curve((Key(500_000, 0.0), Key(1_500_000, 1.0)))
    assert (right.fade_in, right.fade_out) == (800_000, 400_000), "up to 0.3 s after the cut, from the join on"


def test_a_join_never_makes_a_film_longer():
    film = timeline(*two())
    assert film.duration == 4 * S


@pytest.mark.parametrize(
    ("number", "routing"),
    [
        (1, Routing((1.0, 0.0), (1.0, 0.0))),
        (2, Routing((0.0, 1.0), (0.0, 1.0))),
        (3, Routing((0.0, 1.0), (1.0, 0.0))),
    ],
)
def test_channels_are_mapped_as_we_guess_and_said(number, routing):
    found, said = only(sound_channel_mappings={"audio_channel_mapping": number})
    assert found.routing == routing
    assert said == ["channel-mapping"]


@pytest.mark.parametrize(("number", "said"), [(0, []), (9, ["channel-mapping"]), (-1, ["channel-mapping"])])
def test_a_mapping_that_nobody_knows_leaves_the_channels_and_is_said(number, said):
    found, found_said = only(sound_channel_mappings={"audio_channel_mapping": number})
    assert (found.routing, found_said) == (Routing(), said)


@pytest.mark.parametrize(
    ("value", "left", "right"),
    [(-1, 1, 0), (-0.25, 1, 0.75), (0.5, 0.5, 1), (1, 0, 1), (50, 0.5, 1), (-100, 1, 0), (1e9, 0, 1)],
)
def test_panning_is_a_balance_that_leaves_the_kept_side_alone(value, left, right):
    found, said = only(audio_pannings={"enable_panning": True, "panning_value": value})
    assert found.routing == Routing((left, 0.0), (0.0, right))
    assert said == ["panning"]


def test_channels_are_mapped_before_they_are_panned():
    found, _ = only(
        sound_channel_mappings={"audio_channel_mapping": 1},
        audio_pannings={"enable_panning": True, "panning_value": 0.5},
    )
    assert found.routing == Routing((0.5, 0.0), (1.0, 0.0))


@pytest.mark.parametrize(
    ("kind", "material", "target"),
    [
        ("loudnesses", {"enable": True, "target_loudness": -16.0}, -16.0),
        ("loudnesses", {"enable": True}, -23.0),
        ("loudnesses", {"enable": True, "target_loudness": 5}, 0.0),
        ("loudnesses", {"enable": True, "target_loudness": -200}, -70.0),
        ("audio_balances", {"enable_balance": True, "target_loudness": -14}, -14.0),
    ],
)
def test_a_loudness_that_is_switched_on_is_the_sounds_target_and_said(kind, material, target):
    found, said = only(**{kind: material})
    assert (found.loudness, said) == (target, ["loudness"])


def test_a_loudness_that_is_switched_off_is_none():
    found, said = only(loudnesses={"enable": False, "target_loudness": -23})
    assert (found.loudness, said) == (None, [])


def test_every_fade_is_straight_and_another_kind_is_said():
    found, said = only(audio_fades={"fade_in_duration": S, "fade_type": 1})
    assert (found.fade_in, said) == (S, ["fade-type"])
    assert only(audio_fades={"fade_in_duration": S, "fade_type": 0})[1] == []
    assert only(audio_fades={"fade_type": 1})[1] == []


@pytest.mark.parametrize(
    ("asked", "played", "said"), [(0.001, 0.001, []), (10, 10, []), (10.5, 10, ["value-out-of-range"])]
)
def test_volume_goes_up_to_twenty_decibels(asked, played, said):
    raw = draft(track(segment("s", volume=asked), kind="audio"))
    assert timeline(raw).sounds[0].volume == constant(played)
    assert codes(raw) == said


def test_a_volume_below_nothing_is_silence_and_said():
    raw = draft(track(segment("s", volume=-1), kind="audio"), track(segment("p")))
    assert timeline(raw).sounds == ()
    assert codes(raw) == ["value-out-of-range"]


def test_keys_of_the_volume_are_held_too():
    raw = draft(track(segment("s", common_keyframes=[keys("KFTypeVolume", (0, -3), (1, 40))]), kind="audio"))
    assert timeline(raw).sounds[0].volume == Curve((Key(0, 0.0), Key(S, 10.0)))
    assert codes(raw) == ["value-out-of-range"]
