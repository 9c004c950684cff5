"""Effects, filters and adjustments: what is done to a segment's picture, or to all below a segment of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from draftreel.catalogue import Kind
from draftreel.compiler import keyframes
from draftreel.compiler.adjust import adjustment_filter, adjusts
from draftreel.compiler.drawn import Drawn
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.parameters import STRENGTH, Tunable, note_untouched, tuned
from draftreel.compiler.pieces import Piece
from draftreel.compiler.properties import FILTER_STRENGTH
from draftreel.compiler.scope import Scope
from draftreel.draft import Material, TimeRange
from draftreel.draft.look_materials import EffectMaterial, VideoEffectMaterial
from draftreel.span import Span
from draftreel.timeline import Effect, Filter, KeyedCall, Treatment

FILTER = "filter"
_FACE = "face_effect"


def treats(material: Material) -> bool:
    """Whether a material is one that becomes a treatment, or a note of its own."""
    return isinstance(material, VideoEffectMaterial) or is_filter(material) or adjusts(material)


def is_filter(material: Material) -> bool:
    return isinstance(material, EffectMaterial) and material.type == FILTER


def treatments_of(scope: Scope, piece: Piece, materials: Sequence[Material], drawn: Drawn) -> tuple[Treatment, ...]:
    """The treatments that materials name, in their order.

    All sliders of an adjustment are one filter, where the first of them stands; keyframes without
    a slider come first of all.
    """
    found: list[Treatment | None] = []
    adjustment = adjustment_filter(scope, piece, materials)
    if not any(adjusts(material) for material in materials):
        found.append(adjustment)
        adjustment = None
    for material in materials:
        if adjusts(material):
            found.append(adjustment)
            adjustment = None
        else:
            found += _treatment(scope, piece, material, drawn)
    return tuple(one for one in found if one)


def _treatment(scope: Scope, piece: Piece, material: Material, drawn: Drawn) -> Iterator[Treatment]:
    match material:
        case VideoEffectMaterial():
            span = _span(material.time_range, drawn) or Span.between(drawn.start, drawn.end)
            kind = Kind.CHARACTER_EFFECT if material.type == _FACE else Kind.SCENE_EFFECT
            yield from (Effect(keyed, span) for keyed in _keyed(scope, piece, material, kind) if span.duration > 0)
        case EffectMaterial(type="filter"):
            within = _span(material.time_range, drawn)
            for keyed in _keyed(scope, piece, material, Kind.FILTER):
                yield Filter(_with_strength(piece, keyed), within)


def _keyed(scope: Scope, piece: Piece, material: Tunable, kind: Kind) -> Iterator[KeyedCall]:
    look = looked_up(kind, material)
    code = "filter" if kind is Kind.FILTER else "effect"
    asked = named(code, material, look)
    call = tuned(look.call, look, material) if look.call else None
    note_look(scope, piece, code, look, asked, in_words(replace(look, call=call), "without it"))
    note_untouched(scope, piece, asked, look, material)
    if isinstance(material, VideoEffectMaterial) and material.common_keyframes:
        scope.notes.missing(piece.place, "keyframe-property", f"keyframes of {asked}", "no change")
    if call:
        yield KeyedCall(call)


def _with_strength(piece: Piece, keyed: KeyedCall) -> KeyedCall:
    curve = keyframes.curves(piece).get(FILTER_STRENGTH)
    return replace(keyed, curves=((STRENGTH, curve),)) if curve else keyed


def _span(asked: TimeRange | None, drawn: Drawn) -> Span | None:
    """The part of the drawn time that a material keeps to, in local time; None when it does not say."""
    if asked is None or asked.duration <= 0:
        return None
    return Span(asked.start, asked.duration).clipped(Span.between(drawn.start, drawn.end))
