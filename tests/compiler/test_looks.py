"""Animations, backgrounds, and what is left out."""

import pytest

from draftreel.call import Call
from draftreel.span import Span
from draftreel.timeline import BlurFill, ColourFill, ImageFill, Motion
from tests.compiler.drafts import S, codes, compiled, draft, only_layer, photo, segment, timeline, track, video

FADE_IN, FADE_OUT, SPIN = "6798320778182922760", "6798320902548230669", "6829129745226011144"


def animated(*animations, duration=4.0):
    listed = {"material_animations": [{"id": "a", "animations": list(animations)}]}
    return draft(track(segment(duration=duration, extra_material_refs=["a"])), materials=listed)


def animation(kind, resource_id, start, seconds):
    return {"type": kind, "resource_id": resource_id, "start": round(start * S), "duration": round(seconds * S)}


def test_an_intro_an_outro_and_a_combo_are_motions():
    raw = animated(animation("in", FADE_IN, 0, 1), animation("out", FADE_OUT, 3, 1), animation("group", SPIN, 0, 4))
    assert only_layer(raw).motions == (
        Motion("in", Span(0, S), Call("fade")),
        Motion("out", Span(3 * S, S), Call("fade")),
        Motion("loop", Span(0, 4 * S), Call.of("spin", easing="linear", turns=1.0)),
    )


def test_a_motion_is_no_longer_than_its_clip():
    assert only_layer(animated(animation("in", FADE_IN, 0, 9))).motions[0].span == Span(0, 4 * S)


def test_starts_count_from_the_first_half_of_the_transition_before_the_clip():
    mix = {"id": "t", "resource_id": "6724845717472416269", "duration": 2 * S, "is_overlap": True}
    out = {"id": "a", "animations": [animation("out", FADE_OUT, 4.5, 0.5)]}
    raw = draft(
        track(segment(duration=4, extra_material_refs=["t"]), segment(start=4, duration=4, extra_material_refs=["a"])),
        materials={"transitions": [mix], "material_animations": [out]},
    )
    last = timeline(raw).tracks[0].items[-1]
    assert last.motions == (Motion("out", Span(round(3.5 * S), S // 2), Call("fade")),)


@pytest.mark.checklist(31)
def test_an_unknown_animation_holds_still_and_is_said():
    raw = animated(animation("in", "1", 0, 1))
    assert only_layer(raw).motions == ()
    [diagnostic] = compiled(raw).diagnostics
    assert (diagnostic.code, diagnostic.fidelity, diagnostic.shown) == ("animation", "stand-in", "it holds still")


@pytest.mark.parametrize(
    ("canvas", "fill"),
    [
        ({"type": "canvas_color", "color": ""}, None),
        ({"type": "canvas_color", "color": "#ff0000ff"}, ColourFill((1, 0, 0, 1))),
        ({"type": "canvas_blur", "blur": 0.375}, BlurFill(0.375)),
        ({"type": "canvas_image", "image": "x.png"}, ImageFill(photo())),
    ],
    ids=["none", "colour", "blur", "image"],
)
def test_what_lies_behind_a_clip_of_the_main_track(canvas, fill):
    refs = {"extra_material_refs": ["b"]}
    raw = draft(track(segment(**refs)), track(segment(**refs)), materials={"canvases": [{"id": "b", **canvas}]})
    main, overlay = timeline(raw, {"v": video(), "b": photo()}).tracks
    assert (main.items[0].background, overlay.items[0].background) == (fill, None)


@pytest.mark.parametrize(
    ("canvas", "code"),
    [({"type": "canvas_image", "image": "x.png"}, "canvas-image-missing"), ({"color": "#zzz"}, "bad-colour")],
)
def test_a_background_that_cannot_be_had_is_black_and_said(canvas, code):
    raw = draft(track(segment(extra_material_refs=["b"])), materials={"canvases": [{"id": "b", **canvas}]})
    assert only_layer(raw).background is None
    assert codes(raw) == [code]


@pytest.mark.checklist(31)
@pytest.mark.parametrize(
    ("kind", "material", "code"),
    [
        ("chromas", {"color": "#00ff00ff"}, "chroma-key"),
        ("masks", {"name": "Qwrtz", "resource_type": "pen"}, "mask"),
        ("effects", {"type": "mix_mode", "name": "Qwrtz"}, "blend"),
        ("effects", {"type": "filter", "name": "Qwrtz"}, "filter"),
        ("effects", {"type": "vignetting", "value": 0.5}, "adjustment"),
        ("video_effects", {"name": "Qwrtz"}, "effect"),
        ("video_effects", {"name": "Qwrtz", "type": "face_effect"}, "effect"),
        ("hsl", {"hue": 10}, "hsl"),
        ("vocal_separations", {"choice": 1}, "vocal-separation"),
        ("video_trackings", {"name": "x"}, "other"),
    ],
)
def test_what_a_segment_names_and_nothing_draws_is_said(kind, material, code):
    raw = draft(track(segment(extra_material_refs=["x"])), materials={kind: [{"id": "x", **material}]})
    assert codes(raw) == [code]


@pytest.mark.parametrize(
    ("kind", "material"),
    [
        ("speeds", {"speed": 1, "mode": 0, "curve_speed": None}),
        ("canvases", {"type": "canvas_color", "color": ""}),
        ("sound_channel_mappings", {"audio_channel_mapping": 0}),
        ("vocal_separations", {"choice": 0}),
        ("material_animations", {"animations": []}),
        ("placeholder_infos", {"meta_type": "none"}),
        ("beats", {"type": "beats"}),
        ("loudnesses", {"enable": False}),
        ("audio_balances", {"enable_balance": False, "target_loudness": -23}),
        ("audio_pannings", {"enable_panning": False, "panning_value": 0.5}),
        ("hsl", {"hue": 0}),
        ("effects", {"type": "brightness", "value": 0}),
        ("effects", {"type": "brightness"}),
        ("effects", {"type": "vignetting", "value": 0}),
    ],
)
def test_neutral_companions_say_nothing(kind, material):
    raw = draft(track(segment(extra_material_refs=["x"])), materials={kind: [{"id": "x", **material}]})
    assert codes(raw) == []


@pytest.mark.parametrize("kind", ["effect", "filter", "adjust", "sticker", "hologram"])
def test_tracks_of_what_is_not_drawn_are_said(kind):
    raw = draft(track(segment()), track(segment("x"), kind=kind))
    assert codes(raw) == [kind]


def test_stabilisation_and_cut_outs_are_said():
    raw = draft(
        track(segment("m")), materials={"videos": [{"id": "m", "stable": {"stable_level": 2}, "matting": {"flag": 1}}]}
    )
    assert codes(raw, {"m": video()}) == ["stabilisation", "matting"]
