"""Looking a named look up: by its ids, then its name, then the words in its name, then the neutral stand-in."""

from dataclasses import dataclass

from draftreel.call import Call
from draftreel.catalogue.kind import LOOSE_KINDS, MOTION_KINDS, Kind
from draftreel.catalogue.rows import Row, index, row_of
from draftreel.catalogue.words import call_by_words
from draftreel.timeline import Fidelity

_LITERAL = frozenset({"dissolve", "fade", "fade_color"})
"""Transitions and animations without a direction, an easing or a distance that would have to be guessed."""

_SHOT_KINDS = MOTION_KINDS | {Kind.TRANSITION}


@dataclass(frozen=True, slots=True)
class Look:
    """What stands for a named look: `call` is None when nothing is drawn for it (a cut, a still, nothing).

    `name` is the catalogue's when the look is known, else the one asked for; `known` says which.
    `duration` is the look's default in microseconds, 0 when unknown; `overlap` that both pictures show at once.
    `listed` says that the call is the catalogue's own, not one that the name suggests.
    """

    call: Call | None
    fidelity: Fidelity
    family: str
    name: str
    duration: int = 0
    overlap: bool = True
    known: bool = True
    listed: bool = False


def find(kind: str, resource_id: str, effect_id: str, name: str, *, overlap: bool = True) -> Look:
    """The look of a kind (see `Kind`) under either id or any of its names; never fails for an unknown one.

    `overlap` is the draft's own word for a transition that the catalogue does not know.
    Raises ValueError for a kind that does not exist.
    """
    kind = Kind(kind)
    row = _row(kind, (resource_id, effect_id), name)
    return _known(kind, row) if row else _unknown(kind, name.strip(), overlap)


def _row(kind: Kind, ids: tuple[str, ...], name: str) -> Row | None:
    looks = index(kind)
    line = next((looks.by_id[one] for one in ids if one in looks.by_id), None)
    line = line or looks.by_name.get(name.strip().casefold())
    return row_of(line) if line else None


def _known(kind: Kind, row: Row) -> Look:
    """A sparkle drawn as a strobe is worse than none: effects that need the app's own pictures have no stand-in."""
    if row.call:
        fidelity = _fidelity(kind, row, row.call)
        return Look(row.call, fidelity, row.family, row.name, row.duration, row.overlap, listed=True)
    drawable = row.confidence != "C" or kind not in LOOSE_KINDS
    call = _stand_in(kind, f"{row.name} {row.name_en}", overlap=row.overlap) if drawable else None
    return Look(call, _lacking(kind, call), row.family, row.name, row.duration, row.overlap)


def _unknown(kind: Kind, name: str, overlap: bool) -> Look:
    call = _stand_in(kind, name, overlap=overlap)
    return Look(call, _lacking(kind, call), call.name if call else "unknown", name, 0, overlap, known=False)


def _fidelity(kind: Kind, row: Row, call: Call) -> Fidelity:
    """A blend is its formula; what a filter or an effect of a family does in detail, its name does not say."""
    literal = kind is Kind.BLEND or (kind in _SHOT_KINDS and call.name in _LITERAL)
    if row.confidence == "A":
        return Fidelity.EXACT if literal else Fidelity.CLOSE
    return Fidelity.CLOSE if row.confidence == "B" and kind not in LOOSE_KINDS else Fidelity.STAND_IN


def _stand_in(kind: Kind, name: str, *, overlap: bool) -> Call | None:
    neutral = Call("dissolve") if kind is Kind.TRANSITION and overlap else None
    return call_by_words(kind, name) or neutral


def _lacking(kind: Kind, call: Call | None) -> Fidelity:
    """A cut for a transition, or a clip that holds still, is something shown; a picture without its effect is not."""
    return Fidelity.STAND_IN if call or kind in _SHOT_KINDS else Fidelity.MISSING
