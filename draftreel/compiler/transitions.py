"""The transition that a segment names: how it is drawn, and when."""

from dataclasses import dataclass

from draftreel.call import Call
from draftreel.catalogue import Kind
from draftreel.compiler.looks import in_words, looked_up, named, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.look_materials import TransitionMaterial
from draftreel.span import Span


@dataclass(frozen=True, slots=True)
class Joint:
    """Two neighbours drawn at once during a span; `overlap` is whether both are seen in it."""

    span: Span
    call: Call
    overlap: bool = True


@dataclass(frozen=True, slots=True)
class Seam:
    """Two neighbours and their joint."""

    left: Piece
    right: Piece
    joint: Joint


@dataclass(frozen=True, slots=True)
class Room:
    """How far a transition may reach into the clip before it and into the one after it, in microseconds."""

    before: int
    after: int


def transition_of(piece: Piece) -> TransitionMaterial | None:
    """The transition from a segment to the next one; the draft names it on the earlier one."""
    return next(iter(piece.all(TransitionMaterial)), None)


def joint_between(scope: Scope, left: Piece, right: Piece, room: Room) -> Joint | None:
    """The transition between neighbours that meet or overlap; None for a cut.

    Where they meet it is centred on the cut, half before and half after; where they overlap (old drafts)
    it is the overlap. Neither changes the film's length.
    """
    transition = transition_of(left)
    if transition is None:
        return None
    found = looked_up(Kind.TRANSITION, transition, overlap=transition.is_overlap)
    asked = named("transition", transition, found)
    note_look(scope, left, "transition", found, asked, in_words(found, "a cut"))
    span = _span(scope, left, right, transition.duration or found.duration, room)
    overlap = found.overlap or left.span.end > right.span.start
    return Joint(span, found.call, overlap) if found.call and span.duration > 0 else None


def note_ignored(scope: Scope, piece: Piece, why: str) -> None:
    """A note for a transition that leads nowhere."""
    transition = transition_of(piece)
    if transition:
        asked = f"transition {' '.join(transition.name.split())[:80]}".strip()
        scope.notes.missing(piece.place, "transition-ignored", f"{asked} {why}", "a cut")


def _span(scope: Scope, left: Piece, right: Piece, duration: int, room: Room) -> Span:
    overlap = Span.between(right.span.start, left.span.end)
    if overlap.duration > 0:
        reach = max(0, min(overlap.duration, room.before, room.after))
        return scope.canvas.on_grid(overlap.end - reach, overlap.end)
    cut, half = right.span.start, max(0, min(duration // 2, room.before, room.after))
    span = scope.canvas.on_grid(cut - half, cut + half)
    if duration // 2 - half > scope.canvas.frame or span.duration <= 0:
        asked, shown = f"a transition of {duration / 1e6:g} s", f"one of {span.duration / 1e6:g} s"
        scope.notes.close(left.place, "transition-shortened", asked, shown if span.duration > 0 else "a cut")
    return span
