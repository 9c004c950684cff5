"""Brightness, contrast, saturation and the other sliders of an adjustment, gathered into one filter."""

from collections.abc import Iterator, Sequence

from draftreel.call import Call
from draftreel.compiler import keyframes
from draftreel.compiler.limits import held
from draftreel.compiler.pieces import Piece
from draftreel.compiler.properties import ADJUST_KNOBS, Knob
from draftreel.compiler.scope import Scope
from draftreel.draft import Material
from draftreel.draft.look_materials import EffectMaterial
from draftreel.timeline import Filter, KeyedCall

FAMILY = "adjust"
_KNOBS = {kind: knob for knob in ADJUST_KNOBS for kind in knob.types}


def adjusts(material: Material) -> bool:
    """Whether a material is a slider of an adjustment that is drawn."""
    return isinstance(material, EffectMaterial) and material.type in _KNOBS


def adjustment_filter(scope: Scope, piece: Piece, materials: Sequence[Material]) -> Filter | None:
    """What a segment's sliders and their keyframes come to; None when all are neutral. Keyframes override sliders.

    Where several materials turn one slider the last one counts.
    """
    values = dict(_values(materials))
    curves = keyframes.knob_curves(piece, ADJUST_KNOBS)
    moving = {name: curve for name, curve in curves.items() if any(key.value for key in curve.keys)}
    still = {name: value for name, value in values.items() if value and name not in curves}
    if not moving and not still:
        return None
    told = [*(f"{name} {value:g}" for name, value in still.items()), *(f"keyed {name}" for name in moving)]
    scope.notes.close(piece.place, "adjustment", f"an adjustment of {', '.join(told)}", f"{FAMILY} by these")
    return Filter(KeyedCall(Call.of(FAMILY, **still), tuple(sorted(moving.items()))))


def _values(materials: Sequence[Material]) -> Iterator[tuple[str, float]]:
    for material in materials:
        knob = _KNOBS.get(material.type) if isinstance(material, EffectMaterial) else None
        if knob and isinstance(material, EffectMaterial):
            yield knob.parameter, _value(material, knob)


def _value(material: EffectMaterial, knob: Knob) -> float:
    """A slider without a value is not turned, though other looks without one act in full."""
    return held(material.value, knob.within) if "value" in material.model_fields_set else 0.0
