"""One track of the draft as rows of items that never overlap: layers, and transitions between neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from draftreel.compiler.animations import motions_of
from draftreel.compiler.drawn import Drawn
from draftreel.compiler.letters import letter_motions_of
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.compiler.transitions import Joint, Room, Seam, joint_between, note_ignored, transition_of
from draftreel.compiler.treatments import treatments_of
from draftreel.draft import VideoMaterial
from draftreel.span import Span
from draftreel.timeline import Item, Layer, Transition


@dataclass(frozen=True, slots=True)
class Shot:
    """A segment and what it shows."""

    piece: Piece
    layer: Layer

    @property
    def span(self) -> Span:
        return self.layer.span


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and where it stands in the painter's order within its track."""

    item: Item
    render_index: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A line of a track as it is drawn, and the seams at which two of its segments are drawn at once."""

    items: tuple[Placed, ...]
    seams: tuple[Seam, ...]


Line = list[Shot]

LINE_LIMIT = 64
"""Segments of one track that are shown at once."""


def laid_out(scope: Scope, shots: Sequence[Shot]) -> tuple[Laid, ...]:
    """A track's shots in lines: the first one holds what does not overlap, or dissolves."""
    return tuple(_laid(scope, line) for line in _lines(scope, shots))


def _lines(scope: Scope, shots: Sequence[Shot]) -> list[Line]:
    """Shots in order of time; one that overlaps others (other than for a transition) starts another line above."""
    lines: list[Line] = []
    for shot in shots:
        line = next((line for line in lines if _joins(scope, line, shot)), None)
        if line:
            _append(scope, line, shot)
        elif len(lines) < LINE_LIMIT:
            lines.append([shot])
            _note_overlap(scope, lines, shot)
        else:
            scope.notes.missing(shot.piece.place, "segments-overlap", f"more than {LINE_LIMIT} segments at once")
    return lines


def _append(scope: Scope, line: Line, shot: Shot) -> None:
    if line[-1].span.overlaps(shot.span) and not _dissolves(scope, line, shot):
        line[-1] = _cut_at(line[-1], shot.span.start)
    line.append(shot)


def _joins(scope: Scope, line: Line, shot: Shot) -> bool:
    overlap = line[-1].span.end - shot.span.start
    slip = overlap <= scope.canvas.frame and shot.span.start > line[-1].span.start
    return slip or _dissolves(scope, line, shot)


def _dissolves(scope: Scope, line: Line, shot: Shot) -> bool:
    """Whether the overlap is one of the old drafts' transitions: neither clip lies within the other."""
    before, after = line[-1].span, shot.span
    free = len(line) < 2 or line[-2].span.end <= after.start
    named = transition_of(line[-1].piece) is not None
    return (
        named and free and before.start < after.start < before.end - scope.canvas.frame < after.end - scope.canvas.frame
    )


def _cut_at(shot: Shot, end: int) -> Shot:
    span = Span.between(shot.span.start, end)
    return replace(shot, layer=replace(shot.layer, span=span), piece=replace(shot.piece, span=span))


def _note_overlap(scope: Scope, lines: list[Line], shot: Shot) -> None:
    if len(lines) > 1 and all(line[-1].piece.segment is not shot.piece.segment for line in lines[:-1]):
        scope.notes.close(shot.piece.place, "segments-overlap", "two segments at once on one track", "the later on top")


def _laid(scope: Scope, line: Line) -> Laid:
    joints = _joints(scope, line)
    between = zip(pairwise(line), joints[1:-1], strict=True)
    seams = tuple(Seam(left.piece, right.piece, joint) for (left, right), joint in between if joint)
    return Laid(tuple(_items(scope, line, joints)), seams)


def _items(scope: Scope, line: Line, joints: Sequence[Joint | None]) -> list[Placed]:
    found: list[Placed] = []
    for index, shot in enumerate(line):
        before, after = joints[index], joints[index + 1]
        whole = _dressed(scope, shot, before, after)
        own = Span.between(
            before.span.end if before else whole.span.start, after.span.start if after else whole.span.end
        )
        if own.duration > 0:
            found.append(Placed(replace(whole, span=own), shot.piece.segment.render_index))
        line[index] = replace(shot, layer=whole)
    return _with_transitions(found, line, joints)


def _with_transitions(found: list[Placed], line: Line, joints: Sequence[Joint | None]) -> list[Placed]:
    for (left, right), joint in zip(pairwise(line), joints[1:-1], strict=True):
        if joint:
            outgoing, incoming = replace(left.layer, span=joint.span), replace(right.layer, span=joint.span)
            item = Transition(joint.span, outgoing, incoming, joint.call)
            found.append(Placed(item, left.piece.segment.render_index))
    return sorted(found, key=lambda placed: placed.item.span)


def _dressed(scope: Scope, shot: Shot, before: Joint | None, after: Joint | None) -> Layer:
    """The layer over all that is drawn of it, its transitions' halves included, with all that needs to know that."""
    start = min(shot.span.start, before.span.start) if before else shot.span.start
    end = max(shot.span.end, after.span.end) if after else shot.span.end
    drawn = Drawn(start - shot.layer.origin, end - shot.layer.origin)
    pictured = shot.piece.material(VideoMaterial) is not None
    return replace(
        shot.layer,
        span=Span.between(start, end),
        motions=motions_of(scope, shot.piece, drawn),
        treatments=treatments_of(scope, shot.piece, shot.piece.companions, drawn) if pictured else (),
        letter_motions=letter_motions_of(scope, shot.piece, drawn),
    )


def _joints(scope: Scope, line: Line) -> list[Joint | None]:
    """What is before the first shot, between each two, and after the last; neighbours of a gap have none."""
    meets = [transition_of(left.piece) is not None and _meet(scope, left, right) for left, right in pairwise(line)]
    met = [False, *meets, False]
    joints: list[Joint | None] = [None]
    for index, (left, right) in enumerate(pairwise(line)):
        free = left.span.end - joints[-1].span.end if joints[-1] else left.span.duration
        room = Room(min(free, _room(left, shared=met[index])), _room(right, shared=met[index + 2]))
        joints.append(joint_between(scope, left.piece, right.piece, room) if meets[index] else None)
        if not meets[index]:
            note_ignored(scope, left.piece, "before a gap")
    if line:
        note_ignored(scope, line[-1].piece, "on the last segment")
    return [*joints, None]


def _meet(scope: Scope, left: Shot, right: Shot) -> bool:
    """A gap of a frame is a slip of rounding."""
    return left.span.end + scope.canvas.frame >= right.span.start


def _room(shot: Shot, *, shared: bool) -> int:
    """All of a clip, or half of it when another transition is at its other end."""
    return shot.span.duration // 2 if shared else shot.span.duration
