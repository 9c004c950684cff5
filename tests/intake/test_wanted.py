import json
from pathlib import Path

import pytest

from draftreel.draft import parse
from draftreel.intake import wanted

DRAFTS = Path(__file__).parents[2] / "../shared/drafts"
ON = {"start": 0, "duration": 1_000_000}


def names(*tracks, **materials):
    return {(each.kind, each.path) for each in wanted(draft(*tracks, **materials))}


def draft(*tracks, **materials):
    return parse(json.dumps({"tracks": tracks, "materials": materials}))


def track(kind, *segments, **keys):
    return {"type": kind, "segments": [{"target_timerange": ON, **segment} for segment in segments], **keys}


VIDEO = {"id": "v", "type": "video", "path": "v.mp4", "material_name": "clip"}
SOUND = {"id": "a", "type": "music", "path": "a.mp3", "name": "song"}


def test_only_what_segments_use_is_wanted():
    unused = {**VIDEO, "id": "u", "path": "u.mp4"}
    assert names(track("video", {"material_id": "v"}), videos=[VIDEO, unused]) == {("video", "v.mp4")}


def test_a_material_is_wanted_once_with_the_name_for_messages():
    found = wanted(draft(track("video", {"material_id": "v"}, {"material_id": "v"}), videos=[VIDEO]))
    assert [(each.material_id, each.name, each.required) for each in found] == [("v", "clip", True)]


@pytest.mark.parametrize(
    ("segment", "keys"),
    [
        ({"visible": False}, {}),
        ({}, {"attribute": 2}),
        ({"target_timerange": {"duration": 0}}, {}),
        ({"target_timerange": {"start": -1, "duration": 9}}, {}),
        ({"material_id": "x"}, {}),
    ],
)
def test_what_is_not_seen_is_not_wanted(segment, keys):
    assert names(track("video", {"material_id": "v", **segment}, **keys), videos=[VIDEO]) == set()


@pytest.mark.parametrize(
    ("segment", "keys"), [({"volume": 0}, {}), ({}, {"attribute": 1}), ({}, {"attribute": 2}), ({"visible": False}, {})]
)
def test_what_is_not_heard_is_not_wanted(segment, keys):
    assert names(track("audio", {"material_id": "a", **segment}, **keys), audios=[SOUND]) == set()


def test_a_muted_track_of_pictures_is_still_seen():
    assert names(track("video", {"material_id": "v"}, attribute=1), videos=[VIDEO]) == {("video", "v.mp4")}


def test_a_silent_sound_that_keyframes_raise_is_wanted():
    keys = [{"property_type": "KFTypeVolume", "keyframe_list": [{"values": [0]}, {"values": [1]}]}]
    segment = {"material_id": "a", "volume": 0, "common_keyframes": keys}
    assert names(track("audio", segment), audios=[SOUND]) == {("audio", "a.mp3")}


def test_photos_and_gifs_are_told_apart():
    videos = [{**VIDEO, "id": kind, "type": kind} for kind in ("photo", "gif", "video", "odd")]
    found = wanted(draft(track("video", *({"material_id": video["id"]} for video in videos)), videos=videos))
    assert [each.kind for each in found] == ["photo", "gif", "video", "video"]


def test_a_compound_clip_wants_what_the_draft_in_it_wants():
    inner = {"tracks": [track("video", {"material_id": "v"})], "materials": {"videos": [VIDEO]}}
    outer = {"id": "c", "extra_type_option": 2, "path": "combination/x.mp4"}
    segment = {"material_id": "c", "extra_material_refs": ["d"]}
    assert names(track("video", segment), videos=[outer], drafts=[{"id": "d", "draft": inner}]) == {("video", "v.mp4")}


def test_a_compound_clip_without_its_draft_may_have_been_rendered_by_the_app():
    outer = {"id": "c", "extra_type_option": 2, "path": "combination/x.mp4"}
    found = wanted(draft(track("video", {"material_id": "c"}), videos=[outer]))
    assert [(each.path, each.required) for each in found] == [("combination/x.mp4", False)]


def test_a_freeze_frame_wants_its_photo_or_the_video_it_was_taken_from():
    frozen = {"id": "p", "type": "photo", "path": "p.heic", "freeze": {"source_material_id": "v", "timestamp": 1}}
    found = wanted(draft(track("video", {"material_id": "p"}), videos=[VIDEO, frozen]))
    assert [(each.path, each.required) for each in found] == [("p.heic", False), ("v.mp4", False)]
    alone = wanted(draft(track("video", {"material_id": "p"}), videos=[frozen]))
    assert [(each.path, each.required) for each in alone] == [("p.heic", True)]
    both = wanted(draft(track("video", {"material_id": "p"}, {"material_id": "v"}), videos=[VIDEO, frozen]))
    assert {each.path: each.required for each in both} == {"p.heic": False, "v.mp4": True}


def test_fonts_are_wanted_by_their_path_and_never_needed():
    content = json.dumps({"text": "ab", "styles": [{"range": [0, 2], "font": {"path": "C:/Fonts/新.ttf"}}]})
    text = {"id": "t", "content": content, "font_path": "/x/y.ttf", "fonts": [{"path": ""}]}
    found = wanted(draft(track("text", {"material_id": "t"}), texts=[text]))
    assert [(each.material_id, each.kind, each.name, each.required) for each in found] == [
        ("C:/Fonts/新.ttf", "font", "新.ttf", False),
        ("/x/y.ttf", "font", "y.ttf", False),
    ]


def test_behind_an_overlay_there_is_no_canvas():
    own = {"id": "c", "type": "canvas_image", "album_image": "own.jpg"}
    overlay = track("video", {"material_id": "v", "extra_material_refs": ["c"]})
    assert names(track("video", {"material_id": "v"}), overlay, videos=[VIDEO], canvases=[own]) == {("video", "v.mp4")}


def test_a_template_wants_the_fonts_of_its_texts():
    template = {"id": "m", "text_info_resources": [{"text_material_id": "t"}]}
    texts = [{"id": "t", "content": "x", "font_path": "f.ttf"}]
    assert names(track("text", {"material_id": "m"}), text_templates=[template], texts=texts) == {("font", "f.ttf")}


def test_a_canvas_image_of_the_user_s_own_is_needed_and_one_of_the_app_s_is_not():
    own = {"id": "c", "type": "canvas_image", "album_image": "own.jpg"}
    app = {"id": "d", "type": "canvas_image", "image": "app.jpg"}
    blur = {"id": "e", "type": "canvas_blur", "image": "left over.jpg"}
    segment = {"material_id": "v", "extra_material_refs": ["c", "d", "e"]}
    found = wanted(draft(track("video", segment), videos=[VIDEO], canvases=[own, app, blur]))
    assert [(each.path, each.required) for each in found if each.kind == "image"] == [
        ("own.jpg", True),
        ("app.jpg", False),
    ]


@pytest.mark.skipif(not DRAFTS.exists(), reason="no real drafts here")
def test_the_kitchen_sink_wants_its_nine_files_and_one_font():
    found = wanted(parse((DRAFTS / "server/kitchen-sink/draft_content.json").read_bytes()))
    files = {path.name for path in (DRAFTS / "server/kitchen-sink/assets").rglob("*") if path.is_file()}
    assert {each.name for each in found if each.required} == files
    assert [each.path for each in found if not each.required] == ["D:"]
