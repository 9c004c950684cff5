"""Overlaps, transitions and what lies above what."""

import pytest

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline import Layer, Transition
from tests.compiler.drafts import S, codes, compiled, draft, only_layer, segment, timeline, track, video

MIX = {"id": "t", "name": "Mix", "resource_id": "6724845717472416269", "duration": S, "is_overlap": True}
WITH_MIX = {"transitions": [MIX]}


def spans(raw, media=None):
    return [[(item.span.start / S, item.span.end / S) for item in one.items] for one in timeline(raw, media).tracks]


def pair(gap=0.0, *, first=2.0, second=2.0, **transition):
    """Two clips, the first with a transition of a second."""
    segments = segment(duration=first, extra_material_refs=["t"]), segment(start=first + gap, duration=second)
    return draft(track(*segments), materials={"transitions": [{**MIX, **transition}]})


def test_clips_that_abut_are_two_layers():
    assert spans(draft(track(segment(), segment(start=2)))) == [[(0, 2), (2, 4)]]


def test_a_transition_between_clips_that_abut_is_centred_on_the_cut():
    [found] = timeline(pair()).tracks
    assert [type(item) for item in found.items] == [Layer, Transition, Layer]
    assert [(item.span.start / S, item.span.end / S) for item in found.items] == [(0, 1.5), (1.5, 2.5), (2.5, 4)]
    assert found.items[1].call == Call("dissolve")
    assert timeline(pair()).duration == 4 * S


def test_its_clips_go_on_into_their_own_handles():
    materials = WITH_MIX
    raw = draft(
        track(segment(source=1.0, extra_material_refs=["t"]), segment(start=2, source=5.0)), materials=materials
    )
    item = timeline(raw).tracks[0].items[1]
    outgoing, incoming = (
        layer.source.retiming.source_time(item.span.end - layer.origin)
        if layer is item.outgoing
        else layer.source.retiming.source_time(item.span.start - layer.origin)
        for layer in (item.outgoing, item.incoming)
    )
    assert (outgoing / S, incoming / S) == (3.5, 4.5)


def test_a_clip_without_a_handle_holds_its_edge():
    item = timeline(pair(), {"v": video(2.0)}).tracks[0].items[1]
    assert item.outgoing.source.retiming.source_time(item.span.end - item.outgoing.origin) == 2 * S
    assert item.incoming.source.retiming.source_time(item.span.start - item.incoming.origin) == 0


def test_old_drafts_overlap_and_keep_their_overlap():
    assert spans(pair(gap=-0.5)) == [[(0, 1.5), (1.5, 2), (2, 3.5)]]


@pytest.mark.checklist(32)
def test_a_transition_is_no_longer_than_its_clips():
    raw = pair(second=0.2)
    assert spans(raw) == [[(0, 1.8), (1.8, 2.2)]]
    assert codes(raw) == ["transition-shortened"]


def test_transitions_at_both_ends_of_a_clip_share_it():
    segments = [segment(start=2 * n, duration=2, extra_material_refs=["t"]) for n in range(3)]
    raw = draft(track(*segments), materials={"transitions": [{**MIX, "duration": 4 * S}]})
    assert spans(raw) == [[(0, 1), (1, 3), (3, 5), (5, 6)]]


@pytest.mark.checklist(32)
@pytest.mark.parametrize("gap", [0.5, None])
def test_a_transition_that_leads_nowhere_is_ignored_and_said(gap):
    raw = pair(gap) if gap else draft(track(segment(extra_material_refs=["t"])), materials=WITH_MIX)
    assert not any(isinstance(item, Transition) for item in timeline(raw).tracks[0].items)
    assert codes(raw) == ["transition-ignored"]


@pytest.mark.checklist(31)
def test_an_unknown_transition_dissolves_when_it_overlaps_and_cuts_when_it_does_not():
    unknown = {"resource_id": "1", "name": "Qwrtz"}
    assert len(spans(pair(**unknown))[0]) == 3
    assert len(spans(pair(**unknown, is_overlap=False))[0]) == 2
    assert codes(pair(**unknown)) == ["transition"]


def test_a_slip_of_a_frame_is_no_overlap_and_no_gap():
    slip = 1 / 30
    assert spans(draft(track(segment(), segment(start=2 - slip)))) == [
        [(0, round(2 * S - S / 30) / S), (round(2 * S - S / 30) / S, round(4 * S - S / 30) / S)]
    ]
    assert len(spans(pair(gap=slip))[0]) == 3


def test_other_overlaps_are_both_shown_the_later_above_and_said():
    raw = draft(track(segment(duration=4), segment(start=1, duration=1)))
    assert spans(raw) == [[(0, 4)], [(1, 2)]]
    assert codes(raw) == ["segments-overlap"]


def test_starts_and_ends_fall_on_the_frame_grid_each_by_itself():
    raw = draft(track(segment(duration=0.07), segment(start=0.07, duration=0.05)))
    assert spans(raw) == [[(0, 0.066667), (0.066667, 0.133333)]]


@pytest.mark.checklist(18)
@pytest.mark.parametrize(
    "span",
    [(-1.0, 1.0), (0.0, 0.0), (0.0, -2.0), (0.0, 1e9), (0.0, 0.01)],
    ids=["early", "0", "<0", "eternal", "short"],
)
def test_segments_out_of_time_are_left_out_and_said(span):
    raw = draft(track(segment(), segment(start=span[0], duration=span[1])))
    assert spans(raw) == [[(0, 2)]]
    assert codes(raw)[0] in ("segment-out-of-time", "segment-too-short")


def test_the_main_track_lies_lowest_then_it_goes_by_render_index():
    raw = draft(
        track(),
        track(segment(duration=1, render_index=7)),
        track(segment(duration=2, render_index=3)),
        track(segment(duration=3, render_index=2)),
    )
    assert spans(raw) == [[(0, 1)], [(0, 3)], [(0, 2)]]


def test_segments_of_one_track_part_only_when_another_lies_between_them():
    apart = draft(
        track(segment()),
        track(segment(render_index=1), segment(start=4, render_index=9)),
        track(segment(render_index=5)),
    )
    assert spans(apart) == [[(0, 2)], [(0, 2), (4, 6)], [(0, 2)]]
    between = draft(
        track(segment()),
        track(segment(render_index=1), segment(start=2, render_index=9)),
        track(segment(start=1, render_index=5)),
    )
    assert spans(between) == [[(0, 2)], [(0, 2)], [(1, 3)], [(2, 4)]]


def test_places_are_said_in_words():
    materials = {"videos": [{"id": "m", "material_name": "sea.mp4"}]}
    raw = draft(track(segment()), track(segment(), segment("m", start=2, duration=0)), materials=materials)
    [diagnostic] = compiled(raw).diagnostics
    assert diagnostic.place == "video track 2, segment 2: sea.mp4"


def test_a_segment_hidden_by_its_eye_shows_nothing():
    assert only_layer(draft(track(segment()), track(segment(), attribute=2))).span == Span(0, 2 * S)
