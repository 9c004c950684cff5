"""How a segment's colours meet what lies below it."""

from draftreel.call import Call
from draftreel.catalogue import Kind
from draftreel.compiler.limits import OPACITY, held
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.look_materials import EffectMaterial

MIX_MODE = "mix_mode"


def blend_of(scope: Scope, piece: Piece) -> Call | None:
    """The first blend mode that a segment names; None lies over, with a note for a mode that is not drawn."""
    material = _material(piece)
    if material is None:
        return None
    look = looked_up(Kind.BLEND, material)
    note_look(scope, piece, "blend", look, named("mix mode", material, look), in_words(look, "without it"))
    return look.call


def blend_opacity(piece: Piece) -> float:
    """How much of a segment's picture its blend mode lets through, 0..1."""
    material = _material(piece)
    return held(material.value, OPACITY) if material else 1.0


def _material(piece: Piece) -> EffectMaterial | None:
    return next((one for one in piece.all(EffectMaterial) if one.type == MIX_MODE), None)
