"""The mask of a segment: a shape in the frame of its picture, whose numbers may be keyed."""

from collections.abc import Mapping
from dataclasses import replace

from draftreel.call import Call, Value
from draftreel.catalogue import Kind, Look
from draftreel.compiler import keyframes
from draftreel.compiler.limits import held_and_noted
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.properties import MASK_KNOBS
from draftreel.compiler.scope import Scope
from draftreel.draft.look_materials import MaskConfig, MaskMaterial
from draftreel.timeline import Fidelity, KeyedCall, Mask


def mask_of(scope: Scope, piece: Piece) -> Mask | None:
    """The first mask that a segment names; None, with a note, for a shape that is not drawn.

    A mask may lie in two lists of the draft under one id; the newer list counts.
    """
    masks = {mask.id: mask for mask in piece.all(MaskMaterial)}
    found = tuple(_mask(scope, piece, mask) for mask in tuple(masks.values())[:1])
    for mask in tuple(masks.values())[1:]:
        scope.notes.missing(piece.place, "mask", named("mask", mask, _look(mask)), "the first mask only")
    return next(iter(found), None)


def _mask(scope: Scope, piece: Piece, material: MaskMaterial) -> Mask | None:
    look = _look(material)
    note_look(scope, piece, "mask", look, named("mask", material, look), in_words(look, "without it"))
    if material.config.expansion != 0:
        scope.notes.missing(piece.place, "mask-expansion", f"a mask expanded by {material.config.expansion:g}", "as is")
    return Mask(_keyed(scope, piece, look.call, material.config), material.config.invert) if look.call else None


def _look(material: MaskMaterial) -> Look:
    """By its ids and name, else by its resource type, which is the app's own word for the shape."""
    look = looked_up(Kind.MASK, material)
    if look.call:
        return look
    other = looked_up(Kind.MASK, material.model_copy(update={"name": material.resource_type}))
    return replace(other, name=look.name, fidelity=Fidelity.CLOSE) if other.call else look


def _keyed(scope: Scope, piece: Piece, call: Call, config: MaskConfig) -> KeyedCall:
    numbers: Mapping[str, Value] = {
        knob.parameter: held_and_noted(scope.notes, piece.place, f"mask {knob.parameter}", value, knob.within)
        for knob, value in zip(MASK_KNOBS, _numbers(config), strict=True)
    }
    curves = keyframes.knob_curves(piece, MASK_KNOBS)
    return KeyedCall(Call.of(call.name, **{**call.arguments, **numbers}), tuple(sorted(curves.items())))


def _numbers(config: MaskConfig) -> tuple[float, ...]:
    return (
        config.center_x,
        config.center_y,
        config.width,
        config.height,
        config.rotation,
        config.feather,
        config.round_corner,
    )
