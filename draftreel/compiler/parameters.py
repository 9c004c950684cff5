"""What a draft's own sliders make of a look's call: its strength, and the parameters that the catalogue lists."""

from collections.abc import Iterator, Mapping

from draftreel.call import Call, Value
from draftreel.catalogue import Look
from draftreel.compiler.limits import PARAMETER, SHARE, held
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.look_materials import AdjustParameter, EffectMaterial, VideoEffectMaterial

Tunable = EffectMaterial | VideoEffectMaterial

STRENGTH = "strength"
_PREFIX = "effects_adjust_"
_SLACK = 1e-6


def tuned(call: Call, look: Look, material: Tunable) -> Call:
    """The call as the material's sliders set it.

    A catalogue's row lists the parameters that act, with the app's defaults; the draft's value of that name
    replaces them. What stands in by words has numbers of its own, which the draft's do not mean.
    """
    arguments: Mapping[str, Value] = {**call.arguments, **(dict(_set(call, material)) if look.listed else {})}
    strength = _number(arguments.get(STRENGTH, 1.0)) * held(material.value, SHARE)
    told = {STRENGTH: strength} if strength != 1 or STRENGTH in arguments else {}
    return Call.of(call.name, **{**arguments, **told})


def note_untouched(scope: Scope, piece: Piece, asked: str, look: Look, material: Tunable) -> None:
    """One note for the sliders that were moved and change nothing."""
    listed = look.call.arguments if look.call and look.listed else {}
    moved = [one for one in material.adjust_params if _moved(one) and _name(one) not in listed]
    if look.call and moved:
        told = ", ".join(f"{_name(one)[:40] or 'a parameter'} {one.value:g}" for one in moved[:8])
        scope.notes.close(piece.place, "effect-parameter", f"{asked} with {told}", "without a change of these")


def _set(call: Call, material: Tunable) -> Iterator[tuple[str, Value]]:
    numbers = {name for name, value in call.params if isinstance(value, float | int)}
    for one in material.adjust_params:
        if _name(one) in numbers and "value" in one.model_fields_set:
            yield _name(one), held(one.value, PARAMETER)


def _name(one: AdjustParameter) -> str:
    return one.name.removeprefix(_PREFIX)


def _moved(one: AdjustParameter) -> bool:
    return abs(one.value - one.default_value) > _SLACK


def _number(value: Value) -> float:
    return float(value) if isinstance(value, float | int) else 1.0
