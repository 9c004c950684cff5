"""Texts as blocks of styled text."""

import pytest

from draftreel.timeline import Alignment, Font, Shadow, Stroke, TextBox
from tests.compiler.drafts import S, codes, draft, only_layer, segment, text_json, timeline, track


def raw(material, size=(1080, 1920), **more):
    texts = {"texts": [{"id": "t", **material}]}
    return draft(track(segment("t", source_timerange=None, **more), kind="text"), size=size, materials=texts)


def block(material, **more):
    return only_layer(raw(material, **more)).source.text


def style(material, **more):
    [run] = block(material, **more).runs
    return run.style


def test_a_unit_of_text_size_is_eight_pixels_where_the_shorter_side_is_1080():
    assert style({"content": text_json("Hi", size=12)}).size == 96
    assert style({"content": "Hi", "font_size": 5}, size=(1920, 1080)).size == pytest.approx(40)


def test_a_json_run_says_how_it_looks():
    solid = {"content": {"solid": {"color": [1, 0.5, 0]}}}
    shadow = {**solid, "alpha": 0.5, "angle": -45, "distance": 8, "diffuse": 0.05}
    found = style(
        {
            "content": text_json(
                "Hi", size=10, bold=True, fill=solid, strokes=[{**solid, "width": 0.08}], shadows=[shadow]
            )
        }
    )
    assert (found.bold, found.italic, found.underline) == (True, False, False)
    assert found.colour == (1, 0.5, 0, 1)
    assert found.strokes == (Stroke((1, 0.5, 0, 1), 0.08),)
    assert found.shadows == (Shadow((1, 0.5, 0, 0.5), 315, 0.08, 0.05),)


def test_what_json_does_not_switch_on_is_off_whatever_the_material_keeps():
    mirror = {"check_flag": 47, "border_color": "#000000", "shadow_color": "#000000", "bold_width": 1.0}
    found = style({"content": text_json("Hi"), **mirror})
    assert (found.strokes, found.shadows, found.bold) == ((), (), False)


def test_a_plain_text_looks_as_its_material_says():
    found = style(
        {"content": "Hi", "text_color": "#ff8000", "text_alpha": 0.5, "border_color": "#00ff00", "check_flag": 15}
    )
    assert found.colour == (1, 128 / 255, 0, 0.5)
    assert found.strokes == (Stroke((0, 1, 0, 1), 0.08),)


def test_ranges_become_runs_that_cover_the_text():
    content = '{"text": "abcd", "styles": [{"range": [0, 2], "size": 10}, {"range": [2, 4], "size": 20}]}'
    found = block({"content": content})
    assert [(run.start, run.end, run.style.size) for run in found.runs] == [(0, 2, 80), (2, 4, 160)]


def test_subtitles_wrap_at_a_share_of_the_canvas_and_plain_texts_only_when_forced():
    assert block({"content": "Hi", "type": "subtitle"}).max_width == pytest.approx(0.82 * 1080)
    assert block({"content": "Hi", "type": "text"}).max_width == 0
    forced = {"force_apply_line_max_width": True}
    assert block({"content": "Hi", "type": "text", **forced}).max_width == pytest.approx(0.82 * 1080)


def test_any_text_wraps_at_a_fixed_width():
    assert block({"content": "Hi", "fixed_width": 655.5}).max_width == 655.5


@pytest.mark.parametrize(
    ("number", "alignment"), [(0, Alignment.LEFT), (1, Alignment.CENTRE), (2, Alignment.RIGHT), (9, Alignment.CENTRE)]
)
def test_alignment_is_left_centre_or_right(number, alignment):
    assert block({"content": "Hi", "alignment": number}).alignment is alignment


def test_a_box_lies_behind_a_text_when_it_is_switched_on():
    box = {
        "background_color": "#000000",
        "background_alpha": 0.35,
        "background_style": 1,
        "background_round_radius": 0.5,
    }
    found = block({"content": "Hi", **box, "check_flag": 31}).box
    assert found == TextBox((0, 0, 0, 0.35), 0.07, 0.07, 0.5)
    assert block({"content": "Hi", **box, "check_flag": 15}).box is None


def test_a_texts_own_opacity_multiplies_the_clips():
    found = only_layer(raw({"content": "Hi", "global_alpha": 0.5}, clip={"alpha": 0.5}))
    assert found.placement.opacity.at(0) == 0.25


def test_a_font_is_the_drafts_own_file_or_a_name_to_look_for_said_once():
    material = {"content": "Hi", "font_path": "C:\\Fonts\\Comic Sans.ttf"}
    assert style(material).font == Font("Comic Sans", "")
    assert codes(raw(material)) == ["font"]


@pytest.mark.checklist(30)
@pytest.mark.parametrize(("size", "shown"), [(0, 4), (1e6, 4000)])
def test_impossible_sizes_are_clamped_and_said(size, shown):
    material = {"content": text_json("Hi", size=size)}
    assert style(material).size == shown
    assert codes(raw(material)) == ["value-out-of-range"]


def test_a_texts_keyframes_move_it():
    keyed = {"property_type": "KFTypePositionY", "keyframe_list": [{"time_offset": 0, "values": [-0.8]}]}
    assert only_layer(raw({"content": "Hi"}, common_keyframes=[keyed])).placement.y.at(0) == -0.8


def test_a_template_shows_the_texts_inside_it():
    parts = [
        {
            "text_material_id": "t",
            "attach_info": {"clip": {"transform": {"x": 0.5, "y": 0}, "scale": {"x": 2, "y": 2}}},
        },
        {"text_material_id": "u", "attach_info": {"start_time": S, "duration": S}, "order_in_layer": 1},
    ]
    materials = {
        "texts": [{"id": "t", "content": "Hi"}, {"id": "u", "content": "you"}],
        "text_templates": [{"id": "m", "name": "Pop", "text_info_resources": parts}],
    }
    found = draft(track(segment("m", start=1), kind="text"), materials=materials)
    [[first], [second]] = [one.items for one in timeline(found).tracks]
    assert (first.source.text.string, first.placement.x.at(0), first.placement.scale_x.at(0)) == ("Hi", 0.5, 2)
    assert (second.source.text.string, second.span.start, second.span.end) == ("you", 2 * S, 3 * S)
    assert codes(found) == ["text-template"]


def test_what_letters_cannot_show_is_said():
    gradient = {"content": {"render_type": "gradient", "gradient": {"color": [[1, 0, 0]]}}}
    content = text_json("Hi", fill=gradient, effectStyle={"id": "7"})
    animations = {"material_animations": [{"id": "a", "animations": [{"type": "in", "name": "打字机 I"}]}]}
    texts = {"texts": [{"id": "t", "content": content, "typesetting": 1}], **animations}
    found = draft(track(segment("t", extra_material_refs=["a"]), kind="text"), materials=texts)
    assert sorted(codes(found)) == ["letter-style", "text-animation", "text-fill", "vertical-text"]
