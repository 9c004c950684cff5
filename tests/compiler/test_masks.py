"""Masks and blend modes."""

import pytest

from draftreel.call import Call
from draftreel.timeline import Fidelity, Key, constant
from tests.compiler.drafts import S, clip, codes, compiled, draft, keys, only_layer, segment, track

CIRCLE, STAR, HEART = "6791700663249146381", "6794051169434997255", "6794051276482023949"
WHOLE = {"x": 0.0, "y": 0.0, "width": 0.5, "height": 0.5, "rotation": 0.0, "feather": 0.0, "round_corner": 0.0}


def masked(material, kind="masks", **more):
    return draft(track(segment(extra_material_refs=["m"], **more)), materials={kind: [{"id": "m", **material}]})


def blended(material, **more):
    return draft(
        track(segment(extra_material_refs=["b"], **more)),
        materials={"effects": [{"id": "b", "type": "mix_mode", **material}]},
    )


@pytest.mark.parametrize("kind", ["masks", "common_mask"])
def test_a_masks_numbers_are_the_drafts(kind):
    config = {"centerX": 0.5, "centerY": -0.25, "width": 0.3, "height": 0.4, "rotation": 45}
    config |= {"feather": 0.1, "roundCorner": 0.2, "invert": True}
    mask = only_layer(masked({"resource_id": CIRCLE, "resource_type": "circle", "config": config}, kind)).mask
    numbers = {"x": 0.5, "y": -0.25, "width": 0.3, "height": 0.4, "rotation": 45.0, "feather": 0.1, "round_corner": 0.2}
    assert (mask.keyed.call, mask.keyed.curves, mask.invert) == (Call.of("circle", **numbers), (), True)


@pytest.mark.parametrize("shape", ["line", "mirror", "circle", "rectangle", "heart", "star"])
def test_the_resource_type_names_the_shape_where_the_id_says_nothing(shape):
    raw = masked({"resource_id": "1", "name": "Qwrtz", "resource_type": shape})
    assert only_layer(raw).mask.keyed.call == Call.of(shape, **WHOLE)
    assert [(note.code, note.fidelity) for note in compiled(raw).diagnostics] == [("mask", Fidelity.CLOSE)]


@pytest.mark.parametrize(("one", "shape"), [(STAR, "star"), (HEART, "heart")])
def test_geometric_shapes_are_told_apart_by_id(one, shape):
    assert only_layer(masked({"resource_id": one, "resource_type": "geometric_shape"})).mask.keyed.call.name == shape


def test_a_mask_in_both_lists_is_one_mask():
    one = {"id": "m", "resource_id": CIRCLE, "config": {}}
    raw = draft(track(segment(extra_material_refs=["m"])), materials={"masks": [one], "common_mask": [one]})
    assert only_layer(raw).mask.keyed.call == Call.of("circle", **WHOLE)
    assert codes(raw) == ["mask"]


def test_a_second_mask_is_left_out_and_said():
    both = [{"id": "m", "resource_id": CIRCLE}, {"id": "n", "resource_id": STAR}]
    raw = draft(track(segment(extra_material_refs=["m", "n"])), materials={"masks": both})
    assert only_layer(raw).mask.keyed.call.name == "circle"
    assert [note.fidelity for note in compiled(raw).diagnostics] == [Fidelity.CLOSE, Fidelity.MISSING]


@pytest.mark.checklist(31)
def test_an_unknown_shape_masks_nothing_and_an_expansion_is_said():
    assert only_layer(masked({"name": "Qwrtz", "resource_type": "pen"})).mask is None
    assert codes(masked({"resource_id": CIRCLE, "config": {"expansion": 0.2}})) == ["mask", "mask-expansion"]


@pytest.mark.checklist(32)
def test_a_masks_numbers_are_held():
    config = {"centerX": 1e9, "width": -1, "feather": 7, "rotation": 1e9}
    arguments = only_layer(masked({"resource_id": CIRCLE, "config": config})).mask.keyed.call.arguments
    held = [arguments[name] for name in ("x", "width", "feather", "rotation")]
    assert held == [100, 1e-4, 1, 36_000]


@pytest.mark.parametrize("name", ["KFTypeMaskSizeX", "KFTypeCommonMaskSizeWidth"])
def test_keyframes_of_a_mask_are_curves(name):
    moving = {"common_keyframes": [keys(name, (0, 0.5), (2, 1.0))]}
    [(parameter, curve)] = only_layer(masked({"resource_id": CIRCLE}, **moving)).mask.keyed.curves
    assert (parameter, curve.keys) == ("width", (Key(0, 0.5), Key(2 * S, 1.0)))


def test_keyframes_of_a_mask_that_is_not_there_are_said():
    raw = draft(track(segment(common_keyframes=[keys("KFTypeMaskSizeX", (0, 0.5))])))
    assert codes(raw) == ["keyframe-property"]


def test_a_mask_on_a_text_is_left_out_and_said():
    materials = {"texts": [{"id": "x", "content": "Hello"}], "masks": [{"id": "m", "resource_id": CIRCLE}]}
    raw = draft(track(segment("x", extra_material_refs=["m"]), kind="text"), materials=materials)
    assert only_layer(raw).mask is None
    assert "mask" in codes(raw)


def test_a_blend_mode_is_a_call_and_its_value_an_opacity():
    raw = blended({"resource_id": "6758325170760323597", "value": 0.5}, **clip(alpha=0.5))
    layer = only_layer(raw)
    assert (layer.blend, layer.placement.opacity) == (Call("screen"), constant(0.25))
    assert codes(raw) == []


def test_without_a_blend_mode_a_layer_lies_over():
    layer = only_layer(blended({"name": "Qwrtz"}))
    assert (layer.blend, layer.placement.opacity) == (None, constant(1.0))
