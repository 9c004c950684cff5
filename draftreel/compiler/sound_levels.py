"""How loud a sound is to be: its volume, its fades, and the loudness that it is brought to."""

from collections.abc import Iterator
from dataclasses import dataclass

from draftreel.compiler import keyframes, properties
from draftreel.compiler.limits import LOUDNESS, VOLUME, held, held_and_noted
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.media_materials import AudioFadeMaterial, BalanceMaterial, LoudnessMaterial
from draftreel.timeline import Curve, constant

_USUAL = -23.0
"""The target when the file has none: EBU R 128's own, and what the app writes."""


@dataclass(frozen=True, slots=True)
class Fades:
    """Microseconds from and to silence."""

    rising: int
    falling: int


def volume_of(scope: Scope, piece: Piece) -> Curve:
    """The piece's keyed volume, or the one that it has throughout: a linear amplitude, at most 20 dB more."""
    keyed = keyframes.curves(piece).get(properties.VOLUME_OF)
    if keyed:
        return keyed
    return constant(held_and_noted(scope.notes, piece.place, "volume", piece.segment.volume, VOLUME))


def fades_of(scope: Scope, piece: Piece, duration: int) -> Fades:
    """The piece's fades, no longer than it sounds; all are straight, and what else was asked for is said."""
    fades = piece.all(AudioFadeMaterial)
    for fade in fades:
        if fade.fade_type != 0 and max(fade.fade_in_duration, fade.fade_out_duration) > 0:
            scope.notes.close(piece.place, "fade-type", f"fade type {fade.fade_type}", "straight fades")
    rising = max((fade.fade_in_duration for fade in fades), default=0)
    falling = max((fade.fade_out_duration for fade in fades), default=0)
    return Fades(min(max(0, rising), duration), min(max(0, falling), duration))


def loudness_of(scope: Scope, piece: Piece) -> float | None:
    """The loudness in LUFS that a piece's sound is brought to before all else, if that is switched on."""
    asked = next(_targets(piece), None)
    if asked is None:
        return None
    target = held(asked or _USUAL, LOUDNESS)
    said = f"a loudness of {asked:g} LUFS" if asked else "a loudness that the file does not name"
    scope.notes.close(piece.place, "loudness", said, f"{target:g} LUFS over all that is played of it")
    return target


def _targets(piece: Piece) -> Iterator[float]:
    yield from (one.target_loudness for one in piece.all(LoudnessMaterial) if one.enable)
    yield from (one.target_loudness for one in piece.all(BalanceMaterial) if one.enable_balance)
