"""Effects, filters and adjustments of segments."""

import pytest

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline import Effect, Fidelity, Filter, Key, KeyedCall
from tests.compiler.drafts import S, codes, compiled, draft, keys, only_layer, segment, timeline, track, video

MIX = {"id": "t", "resource_id": "6724845717472416269", "duration": 2 * S, "is_overlap": True}


def worn(*materials, **more):
    """A clip of four seconds with effects ("e0", "e1" ...: those with a `value` type are of the list `effects`)."""
    lists = {"effects": [], "video_effects": []}
    for number, (kind, material) in enumerate(materials):
        lists[kind].append({"id": f"e{number}", **material})
    refs = [f"e{number}" for number in range(len(materials))]
    return draft(track(segment(duration=4, extra_material_refs=refs, **more)), materials=lists)


def slider(kind, value):
    return "effects", {"type": kind, "value": value}


def a_filter(**more):
    return "effects", {"type": "filter", "name": "黑白 Q", **more}


def an_effect(**more):
    return "video_effects", {"type": "video_effect", "name": "模糊 Q", **more}


def treatments(*materials, **more):
    return only_layer(worn(*materials, **more)).treatments


def adjusted(**values):
    return Filter(KeyedCall(Call.of("adjust", **values)))


@pytest.mark.parametrize(
    ("kind", "parameter"),
    [
        ("brightness", "brightness"),
        ("contrast", "contrast"),
        ("saturation", "saturation"),
        ("temperature", "temperature"),
        ("tone", "tint"),
        ("highlight", "highlights"),
        ("shadow", "shadows"),
        ("fade", "fade"),
        ("light_sensation", "exposure"),
    ],
)
def test_every_slider_turns_its_parameter(kind, parameter):
    assert treatments(slider(kind, 0.5)) == (adjusted(**{parameter: 0.5}),)


def test_all_sliders_are_one_filter_and_those_at_rest_say_nothing():
    sliders = slider("brightness", 0.5), slider("contrast", 0.0), slider("fade", -3)
    assert treatments(*sliders) == (adjusted(brightness=0.5, fade=-1.0),)
    assert [(note.code, note.fidelity) for note in compiled(worn(*sliders)).diagnostics] == [
        ("adjustment", Fidelity.CLOSE)
    ]


def test_a_slider_without_a_parameter_is_left_out_and_said():
    raw = worn(slider("brightness", 0.5), slider("vignetting", 0.5))
    assert only_layer(raw).treatments == (adjusted(brightness=0.5),)
    assert sorted((note.asked, note.fidelity) for note in compiled(raw).diagnostics) == [
        ("an adjustment of brightness 0.5", "close"),
        ("vignetting 0.5", "missing"),
    ]


def test_keyframes_override_their_slider():
    moving = {"common_keyframes": [keys("KFTypeBrightness", (0, 0), (2, 0.5)), keys("KFTypeHightLight", (0, 0.1))]}
    [found] = treatments(slider("brightness", 0.9), slider("contrast", 0.2), **moving)
    assert found.keyed.call == Call.of("adjust", contrast=0.2)
    assert {name: curve.keys for name, curve in found.keyed.curves} == {
        "brightness": (Key(0, 0.0), Key(2 * S, 0.5)),
        "highlights": (Key(0, 0.1),),
    }
    assert found.keyed.at(S) == Call.of("adjust", brightness=0.25, contrast=0.2, highlights=0.1)


def test_keyframes_at_rest_adjust_nothing():
    raw = worn(common_keyframes=[keys("KFTypeBrightness", (0, 0), (2, 0))])
    assert (only_layer(raw).treatments, codes(raw)) == ((), [])


def test_treatments_stand_in_the_drafts_order():
    found = treatments(a_filter(), slider("brightness", 0.5), an_effect(), slider("contrast", 0.5))
    assert [one.keyed.call.name for one in found] == ["monochrome", "adjust", "blur"]


def test_keyframes_without_a_slider_come_first():
    found = treatments(a_filter(), common_keyframes=[keys("KFTypeBrightness", (0, 0.5))])
    assert [one.keyed.call.name for one in found] == ["adjust", "monochrome"]


@pytest.mark.parametrize(
    ("value", "call"), [(1, Call("blur")), (0.3, Call.of("blur", strength=0.3)), (9, Call("blur"))]
)
def test_a_value_is_a_strength(value, call):
    assert treatments(an_effect(value=value)) == (Effect(KeyedCall(call), Span(0, 4 * S)),)


def test_an_effect_and_a_filter_keep_to_their_time_within_the_clip():
    early, late = {"start": S, "duration": S}, {"start": 3 * S, "duration": 9 * S}
    effect, filtered, always = treatments(an_effect(time_range=early), a_filter(time_range=late), a_filter())
    assert (effect.span, filtered.span, always.span) == (Span(S, S), Span(3 * S, S), None)


def test_an_effect_beyond_its_clip_is_none():
    assert treatments(an_effect(time_range={"start": 9 * S, "duration": S})) == ()


def test_an_effect_acts_on_the_halves_of_the_transitions_too():
    raw = draft(
        track(segment(duration=4, extra_material_refs=["t"]), segment(start=4, duration=4, extra_material_refs=["e"])),
        materials={"transitions": [MIX], "video_effects": [{"id": "e", "name": "模糊 Q"}]},
    )
    last = timeline(raw, {"v": video()}).tracks[0].items[-1]
    assert last.treatments == (Effect(KeyedCall(Call("blur")), Span(-S, 5 * S)),)


def test_the_strength_of_a_filter_is_keyed():
    [found] = treatments(a_filter(), common_keyframes=[keys("KFTypeFilter", (0, 0), (4, 1))])
    assert found.keyed.at(S) == Call.of("monochrome", strength=0.25)


def test_what_stands_in_by_words_does_not_take_the_drafts_numbers():
    size = {"name": "effects_adjust_size", "default_value": 0.5, "value": 0.2}
    still = {"name": "effects_adjust_speed", "default_value": 0.33, "value": 0.33}
    raw = worn(an_effect(adjust_params=[size, still]))
    assert only_layer(raw).treatments[0].keyed.call == Call("blur")
    assert [note.asked for note in compiled(raw).diagnostics] == ["effect 模糊 Q", "effect 模糊 Q with size 0.2"]


@pytest.mark.checklist(31)
def test_unknown_effects_and_those_on_faces_are_left_out_and_said():
    for material in ({"name": "Qwrtz"}, {"name": "模糊 Q", "type": "face_effect"}):
        raw = worn(("video_effects", material))
        assert only_layer(raw).treatments == ()
        assert [(note.code, note.fidelity) for note in compiled(raw).diagnostics] == [("effect", Fidelity.MISSING)]


def test_keyframes_of_an_effects_own_sliders_are_left_out_and_said():
    raw = worn(an_effect(common_keyframes=[keys("KFTypeEffectAdjustParam1", (0, 0), (1, 1))]))
    assert "keyframe-property" in codes(raw)
