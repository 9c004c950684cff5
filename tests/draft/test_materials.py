import json

import pytest

from draftreel.draft import TextMaterial, TextTemplateMaterial, VideoMaterial, parse


def material(kind, **keys):
    return getattr(parse(json.dumps({"materials": {kind: [keys]}})).materials, kind)[0]


def test_a_video_has_its_crop_and_its_freeze_frame():
    video = material(
        "videos",
        type="photo",
        crop={"upper_left_y": 0.25, "lower_left_y": 0.75},
        freeze={"source_material_id": "v", "timestamp": 49733333},
    )
    assert (video.crop.upper_left_y, video.crop.lower_left_y, video.crop.upper_right_x) == (0.25, 0.75, 1.0)
    assert (video.freeze.source_material_id, video.freeze.timestamp) == ("v", 49733333)


def test_option_two_is_a_compound_clip():
    assert material("videos", extra_type_option=2).compound
    assert not VideoMaterial().compound


@pytest.mark.parametrize(
    ("flag", "stroke", "background", "shadow"),
    [(7, False, False, False), (15, True, False, False), (31, True, True, False), (47, True, False, True)],
)
def test_check_flags_say_what_of_a_text_is_on(flag, stroke, background, shadow):
    text = TextMaterial(check_flag=flag, background_color="#000000")
    assert (text.stroke_on, text.background_on, text.shadow_on) == (stroke, background, shadow)


def test_without_check_flags_the_colours_say_it():
    text = TextMaterial(border_color="#000000", background_style=1, background_color="#ffffff", has_shadow=True)
    assert (text.stroke_on, text.background_on, text.shadow_on) == (True, True, True)
    assert not TextMaterial().stroke_on


def test_a_template_names_the_texts_inside_it():
    info = {"text_material_id": "t", "attach_info": {"start_time": 5, "duration": 9, "clip": {"alpha": 0.5}}}
    template = material("text_templates", id="m", text_info_resources=[info, None])
    assert isinstance(template, TextTemplateMaterial)
    found = template.text_info_resources
    assert [(each.text_material_id, each.attach_info.start_time, each.attach_info.clip.alpha) for each in found] == [
        ("t", 5, 0.5)
    ]


def test_words_of_old_drafts_are_an_empty_list():
    assert material("texts", words=[]).words.text == ()
    assert material("texts", words={"text": ["a"], "start_time": [0], "end_time": [217]}).words.end_time == (217,)


@pytest.mark.parametrize(
    ("kind", "keys", "read"),
    [
        ("chromas", {"color": "#71ac4bff", "intensity_value": 0.2}, {"color": "#71ac4bff", "intensity_value": 0.2}),
        ("effects", {"type": "filter", "value": 0.7, "resource_id": 7}, {"type": "filter", "resource_id": "7"}),
        ("video_effects", {"apply_target_type": 2, "name": "70s"}, {"apply_target_type": 2, "name": "70s"}),
        ("stickers", {"sticker_id": "s"}, {"sticker_id": "s"}),
        ("audio_effects", {"name": "回音", "sub_type": 1}, {"name": "回音", "sub_type": 1}),
        ("audio_fades", {"fade_in_duration": 2766666.0}, {"fade_in_duration": 2766666}),
        ("hsl", {"hsl_color_type": 1, "hue": -5}, {"hsl_color_type": 1, "hue": -5.0}),
        ("transitions", {"duration": 466666, "is_overlap": True}, {"duration": 466666, "is_overlap": True}),
        ("canvases", {"type": "canvas_blur", "blur": 0.375}, {"type": "canvas_blur", "blur": 0.375}),
    ],
)
def test_kinds_are_typed(kind, keys, read):
    found = material(kind, **keys)
    assert {name: getattr(found, name) for name in read} == read
