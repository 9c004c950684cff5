import json

import pytest

from draftreel.draft import CanvasMaterial, Draft, parse


def drafted(**keys):
    return parse(json.dumps(keys))


def nested(depth, name="d{}"):
    inner = {"name": "innermost"}
    for level in reversed(range(depth)):
        inner = {"name": str(level), "materials": {"drafts": [{"id": name.format(level), "draft": inner}]}}
    return inner


def depth_of(draft: Draft) -> int:
    inner = [each.draft for each in draft.materials.drafts if each.draft is not None]
    return 1 + max(map(depth_of, inner), default=0)


def test_the_oldest_companions_are_found_under_their_old_name():
    draft = drafted(
        tracks=[{"segments": [{"extra_material_ids": ["a", "b"]}]}],
        materials={"canvases": [{"id": "b", "type": "canvas_blur", "blur": 0.75}]},
    )
    segment = draft.tracks[0].segments[0]
    assert segment.extra_material_refs == ("a", "b")
    assert [canvas.blur for canvas in draft.companions(segment, CanvasMaterial)] == [0.75]


def record(name, time, flags, **values):
    stored = {"position": {"x": 0.5, "y": 0}, "scale": {"x": 2, "y": 2}, "rotation": 90, "alpha": 1, "volume": 1}
    return {"id": name, "type": "video", "time_offset": time, "flags": flags, **stored, **values}


def keyframes_of(segment):
    return {
        keys.property_type: [(key.time_offset, *key.values) for key in keys.keyframe_list]
        for keys in segment.common_keyframes
    }


def test_a_record_that_stores_everything_keys_only_what_its_flags_say():
    draft = drafted(
        keyframes={"videos": [record("k1", 0, 8, alpha=0), record("k2", 500_000, 8, alpha=1)]},
        tracks=[{"segments": [{"keyframe_refs": ["k1", "k2", "gone"]}, {"keyframe_refs": []}]}],
    )
    first, second = draft.tracks[0].segments
    assert keyframes_of(first) == {"KFTypeAlpha": [(0, 0.0), (500_000, 1.0)]}
    assert keyframes_of(second) == {}


def test_a_value_that_changes_is_keyed_whatever_the_flags_say():
    draft = drafted(
        keyframes={"videos": [record("k1", 0, 0), record("k2", 9, 0, rotation=180)]},
        tracks=[{"segments": [{"keyframe_refs": ["k1", "k2"]}]}],
    )
    assert keyframes_of(draft.tracks[0].segments[0]) == {"KFTypeRotation": [(0, 90.0), (9, 180.0)]}


def test_a_sound_s_first_flag_is_its_volume():
    sounds = [
        {"id": name, "type": "audio", "flags": 1, "time_offset": t, "volume": v}
        for name, t, v in (("a", 20, 1.0), ("b", 30, 0.0))
    ]
    draft = drafted(keyframes={"audios": sounds}, tracks=[{"segments": [{"keyframe_refs": ["a", "b"]}]}])
    assert keyframes_of(draft.tracks[0].segments[0]) == {"KFTypeVolume": [(20, 1.0), (30, 0.0)]}


def test_newer_keyframes_are_left_as_they_are():
    new = [{"property_type": "KFTypePositionX", "keyframe_list": [{"time_offset": 5, "values": [0.25]}]}]
    draft = drafted(
        keyframes={"videos": [record("k1", 0, 8)]},
        tracks=[{"segments": [{"keyframe_refs": ["k1"], "common_keyframes": new}]}],
    )
    assert keyframes_of(draft.tracks[0].segments[0]) == {"KFTypePositionX": [(5, 0.25)]}


def test_a_compound_clip_is_a_whole_draft_and_is_lifted_too():
    draft = drafted(materials={"drafts": [{"draft": {"tracks": [{"segments": [{"extra_material_ids": ["a"]}]}]}}]})
    inner = draft.materials.drafts[0].draft
    assert inner is not None
    assert inner.tracks[0].segments[0].extra_material_refs == ("a",)


@pytest.mark.checklist(19)
def test_nesting_ends_at_eight_drafts():
    assert depth_of(parse(json.dumps(nested(7)))) == 8
    assert depth_of(parse(json.dumps(nested(40)))) == 8


@pytest.mark.checklist(19)
def test_a_compound_clip_inside_itself_is_cut():
    assert depth_of(parse(json.dumps(nested(5, name="same")))) == 2
