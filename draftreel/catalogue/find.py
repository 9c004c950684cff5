"""Looking a named look up: by its ids, then its name, then the words in its name, then the neutral stand-in."""

from dataclasses import dataclass

from draftreel.call import Call
from draftreel.catalogue.kind import MOTION_KINDS, Kind
from draftreel.catalogue.rows import Row, index, row_of
from draftreel.catalogue.words import call_by_words
from draftreel.timeline import Fidelity

_LITERAL = frozenset({"dissolve", "fade", "fade_color"})
"""Families without a direction, an easing or a distance that would have to be guessed."""

_FIDELITY = {"A": Fidelity.CLOSE, "B": Fidelity.CLOSE}


@dataclass(frozen=True, slots=True)
class Look:
    """What stands for a named look: `call` is None when nothing is drawn for it (a cut, a still, nothing).

    `name` is the catalogue's when the look is known, else the one asked for; `known` says which.
    `duration` is the look's default in microseconds, 0 when unknown; `overlap` that both pictures show at once.
    """

    call: Call | None
    fidelity: Fidelity
    family: str
    name: str
    duration: int = 0
    overlap: bool = True
    known: bool = True


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
    if row.call:
        return Look(row.call, _fidelity(row), row.family, row.name, row.duration, row.overlap)
    call = _stand_in(kind, f"{row.name} {row.name_en}", overlap=row.overlap)
    return Look(call, _lacking(kind), row.family, row.name, row.duration, row.overlap)


def _unknown(kind: Kind, name: str, overlap: bool) -> Look:
    call = _stand_in(kind, name, overlap=overlap)
    return Look(call, _lacking(kind), call.name if call else "unknown", name, 0, overlap, known=False)


def _fidelity(row: Row) -> Fidelity:
    if row.confidence == "A" and row.call and row.call.name in _LITERAL:
        return Fidelity.EXACT
    return _FIDELITY.get(row.confidence, Fidelity.STAND_IN)


def _stand_in(kind: Kind, name: str, *, overlap: bool) -> Call | None:
    neutral = Call("dissolve") if kind is Kind.TRANSITION and overlap else None
    return call_by_words(kind, name) or neutral


def _lacking(kind: Kind) -> Fidelity:
    drawn = kind is Kind.TRANSITION or kind in MOTION_KINDS
    return Fidelity.STAND_IN if drawn else Fidelity.MISSING
