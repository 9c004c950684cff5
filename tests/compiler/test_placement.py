"""Where pictures stand."""

import pytest

from draftreel.timeline import Crop, constant
from tests.compiler.drafts import S, clip, codes, draft, keys, only_layer, photo, segment, track, video


def placement(canvas=(640, 360), size=(640, 360), **more):
    return only_layer(draft(track(segment("p", **more)), size=canvas), {"p": photo(*size)}).placement


def test_a_wide_picture_in_a_tall_canvas_is_as_wide_as_the_canvas():
    assert placement(canvas=(1080, 1920), size=(1920, 1080)).size == (1080, 607.5)


def test_scale_offset_rotation_flip_and_opacity_are_the_clips():
    more = clip(
        scale={"x": 0.5, "y": 0.5},
        transform={"x": 1.0, "y": -0.5},
        rotation=90,
        alpha=0.25,
        flip={"horizontal": True, "vertical": False},
    )
    found = placement(**more)
    pose = found.pose(0)
    assert (pose.x, pose.y, pose.scale_x, pose.scale_y, pose.rotation, pose.opacity) == (1.0, -0.5, 0.5, 0.5, 90, 0.25)
    assert (found.flip_x, found.flip_y) == (True, False)


def test_the_cropped_part_is_what_is_fitted():
    corners = {
        **{f"{side}_left_x": 0.0 for side in ("upper", "lower")},
        **{f"{side}_right_x": 0.5 for side in ("upper", "lower")},
        **{f"upper_{side}_y": 0.5 for side in ("left", "right")},
        **{f"lower_{side}_y": 1.0 for side in ("left", "right")},
    }
    raw = draft(track(segment("c")), size=(400, 400), materials={"videos": [{"id": "c", "crop": corners}]})
    found = only_layer(raw, {"c": video(width=800, height=400)}).placement
    assert (found.crop, found.size) == (Crop(0.0, 0.5, 0.5, 1.0), (400, 200))


def test_an_empty_crop_is_the_whole_picture_and_said():
    corners = {"upper_right_x": 0.0, "lower_right_x": 0.0}
    raw = draft(track(segment("c")), materials={"videos": [{"id": "c", "crop": corners}]})
    assert only_layer(raw, {"c": video()}).placement.crop == Crop()
    assert codes(raw, {"c": video()}) == ["crop-out-of-range"]


@pytest.mark.checklist(32)
@pytest.mark.parametrize(("scale", "shown"), [(0, 1e-4), (-1, 1e-4), (1e9, 100)])
def test_impossible_scales_are_clamped_and_said(scale, shown):
    raw = draft(track(segment("p", **clip(scale={"x": scale, "y": 1}))))
    assert only_layer(raw).placement.scale_x == constant(shown)
    assert codes(raw) == ["value-out-of-range"]


def test_keyframes_override_the_clip_and_run_from_its_start():
    found = placement(
        start=3, **clip(transform={"x": 0.9, "y": 0}), common_keyframes=[keys("KFTypePositionX", (0, -1), (2, 1))]
    )
    assert [found.x.at(second * S) for second in (0, 1, 2, 3)] == [-1, 0, 1, 1]
    assert found.y == constant(0)


def test_one_scale_list_scales_both_axes_when_the_scale_is_uniform():
    found = placement(common_keyframes=[keys("KFTypeScaleX", (0, 1), (2, 3))])
    assert (found.scale_x.at(S), found.scale_y.at(S)) == (2, 2)


def test_one_scale_list_leaves_the_other_axis_when_it_is_not():
    found = placement(
        uniform_scale={"on": False}, **clip(scale={"x": 1, "y": 0.5}), common_keyframes=[keys("KFTypeScaleX", (0, 2))]
    )
    assert (found.scale_x.at(0), found.scale_y.at(0)) == (2, 0.5)


def test_a_scale_of_pairs_is_one_value_an_axis():
    pair = {"property_type": "KFTypeScale", "keyframe_list": [{"time_offset": 0, "values": [2, 3]}]}
    found = placement(common_keyframes=[pair])
    assert (found.scale_x.at(0), found.scale_y.at(0)) == (2, 3)


def test_a_keyed_vignette_is_left_out_and_said():
    assert codes(draft(track(segment(common_keyframes=[keys("KFTypeVignetting", (0, 0.5))])))) == ["keyframe-property"]
