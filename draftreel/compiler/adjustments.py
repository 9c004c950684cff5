"""Segments of effect, filter and adjust tracks: what acts, for a while, on all that lies below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from draftreel.compiler.drawn import Drawn
from draftreel.compiler.leftovers import note_beside_treatments, note_nothing
from draftreel.compiler.order import Sheet
from draftreel.compiler.pieces import Piece, Row
from draftreel.compiler.scope import Scope
from draftreel.compiler.tracks import LINE_LIMIT, Placed
from draftreel.compiler.treatments import treatments_of
from draftreel.span import Span
from draftreel.timeline import Adjustment

TRACKS = frozenset({"effect", "filter", "adjust"})


@dataclass(frozen=True, slots=True)
class _Act:
    piece: Piece
    item: Adjustment

    @property
    def span(self) -> Span:
        return self.item.span


def adjustment_sheets(scope: Scope, row: Row, duration: int) -> tuple[Sheet, ...]:
    """The adjustments of a track, none beyond the film's duration; those that overlap lie on lines above."""
    lines = _lines(scope, [act for piece in row.pieces for act in _acts(scope, row, piece)])
    sheets = (tuple(_placed(line, duration)) for line in lines)
    return tuple(Sheet(items, row.index, main=False) for items in sheets if items)


def _acts(scope: Scope, row: Row, piece: Piece) -> Iterator[_Act]:
    """Whatever a segment names as its own or beside it: adjust tracks have a placeholder of their own."""
    materials = (*piece.own, *piece.companions)
    told = len(scope.notes.found)
    treatments = treatments_of(scope, piece, materials, Drawn(0, piece.span.duration))
    note_beside_treatments(scope, piece)
    if treatments:
        yield _Act(piece, Adjustment(piece.span, piece.span.start, treatments))
    elif not materials and len(scope.notes.found) == told:
        note_nothing(scope, row, piece)


def _lines(scope: Scope, acts: Sequence[_Act]) -> list[list[_Act]]:
    """Acts in order of time; one that overlaps another by more than a frame goes to a line above it."""
    lines: list[list[_Act]] = []
    for act in acts:
        line = next((line for line in lines if _follows(scope, line[-1], act)), None)
        if line:
            line[-1] = _cut_at(line[-1], act.span.start)
            line.append(act)
        elif len(lines) < LINE_LIMIT:
            lines.append([act])
        else:
            scope.notes.missing(act.piece.place, "segments-overlap", f"more than {LINE_LIMIT} segments at once")
    return lines


def _follows(scope: Scope, before: _Act, act: _Act) -> bool:
    slip = act.span.start > before.span.start and before.span.end - act.span.start <= scope.canvas.frame
    return before.span.end <= act.span.start or slip


def _cut_at(act: _Act, end: int) -> _Act:
    return replace(act, item=replace(act.item, span=Span.between(act.span.start, min(act.span.end, end))))


def _placed(line: Sequence[_Act], duration: int) -> Iterator[Placed]:
    for act in line:
        span = act.span.clipped(Span(0, duration))
        if span.duration > 0:
            yield Placed(replace(act.item, span=span), act.piece.segment.render_index)
