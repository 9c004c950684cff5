"""Looks that a draft names by id: the catalogue is asked, and what it cannot give exactly is noted."""

from draftreel.catalogue import Kind, Look, find
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.look_materials import NamedLook
from draftreel.timeline import Diagnostic


def looked_up(kind: Kind, look: NamedLook, *, overlap: bool = True) -> Look:
    """What the catalogue has for a look."""
    return find(kind, look.resource_id, look.effect_id, look.name, overlap=overlap)


def note_look(scope: Scope, piece: Piece, code: str, look: Look, asked: str, shown: str) -> None:
    """A note of what is shown for a look."""
    scope.notes.add(Diagnostic(code, look.fidelity, piece.place, asked, shown))


def in_words(look: Look, nothing: str) -> str:
    """The call that stands for a look, or what it is when nothing is drawn."""
    return f"{look.call.name} {_params(look)}".strip() if look.call else nothing


def named(kind: str, look: NamedLook, found: Look) -> str:
    """A look in words: what it is, its name in the draft, and the catalogue's when that differs."""
    name = " ".join(look.name.split())[:80] or found.name or look.resource_id or "without a name"
    same = found.name in ("", name) or not found.known
    return f"{kind} {name}" if same else f"{kind} {name} ({found.name})"


def _params(look: Look) -> str:
    arguments = look.call.params if look.call else ()
    return " ".join(f"{key}={_value(value)}" for key, value in arguments)


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
