"""Tracks of effects, filters and adjustments act on all that lies below them."""

import pytest

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline import Adjustment, Effect, Filter, KeyedCall, Layer
from tests.compiler.drafts import S, codes, draft, segment, timeline, track

MATERIALS = {
    "video_effects": [{"id": "e", "name": "模糊 Q", "apply_target_type": 2}, {"id": "u", "name": "Qwrtz"}],
    "effects": [
        {"id": "f", "type": "filter", "name": "黑白 Q"},
        {"id": "b", "type": "brightness", "value": 0.5},
        {"id": "c", "type": "contrast", "value": 0.2},
    ],
    "placeholder_infos": [{"id": "o", "meta_type": "none"}],
}


def built(*tracks, duration=4):
    return draft(track(segment(duration=duration)), *tracks, materials=MATERIALS)


def acts(*tracks, duration=4):
    found = timeline(built(*tracks, duration=duration)).tracks
    return [item for one in found for item in one.items if isinstance(item, Adjustment)]


def test_an_effect_of_a_track_of_its_own_acts_while_its_segment_lasts():
    [act] = acts(track(segment("e", start=1, duration=2), kind="effect"))
    assert act == Adjustment(Span(S, 2 * S), S, (Effect(KeyedCall(Call("blur")), Span(0, 2 * S)),))


def test_a_filter_of_a_track_of_its_own():
    [act] = acts(track(segment("f", duration=2), kind="filter"))
    assert act == Adjustment(Span(0, 2 * S), 0, (Filter(KeyedCall(Call("monochrome"))),))


def test_an_adjust_track_names_its_sliders_beside_a_placeholder():
    raw = built(track(segment("o", extra_material_refs=["b", "c"]), kind="adjust"))
    [act] = timeline(raw).tracks[1].items
    assert act.treatments == (Filter(KeyedCall(Call.of("adjust", brightness=0.5, contrast=0.2))),)
    assert codes(raw) == ["adjustment"]


def test_it_stands_in_the_painters_order():
    raw = built(
        track(segment(render_index=1)),
        track(segment(render_index=9)),
        track(segment("e", render_index=5), kind="effect"),
    )
    kinds = [type(found.items[0]) for found in timeline(raw).tracks]
    assert kinds == [Layer, Layer, Adjustment, Layer]


def test_what_overlaps_on_one_track_lies_above():
    found = timeline(built(track(segment("e", duration=2), segment("f", start=1, duration=2), kind="effect"))).tracks
    assert [[item.span for item in one.items] for one in found[1:]] == [[Span(0, 2 * S)], [Span(S, 2 * S)]]


def test_what_follows_stays_on_its_track_and_a_slip_of_a_frame_is_cut():
    slip = segment("f", start=2 - 1 / 30, duration=1)
    [found] = timeline(built(track(segment("e", duration=2), slip, kind="effect"))).tracks[1:]
    assert [item.span.end for item in found.items] == [round(59 / 30 * S), round(89 / 30 * S)]


def test_it_ends_with_the_film_and_makes_it_no_longer():
    [act] = acts(track(segment("e", start=3, duration=9), segment("e", start=20), kind="effect"))
    assert act.span == Span(3 * S, S)
    assert act.treatments[0].span == Span(0, 9 * S)


@pytest.mark.parametrize(("one", "code"), [("u", "effect"), ("x", "effect")])
def test_what_is_not_known_or_not_there_is_said_and_acts_on_nothing(one, code):
    raw = built(track(segment(one), kind="effect"))
    assert (len(timeline(raw).tracks), codes(raw)) == (1, [code])


def test_a_hidden_track_does_not_act():
    assert acts(track(segment("e"), kind="effect", attribute=2)) == []
