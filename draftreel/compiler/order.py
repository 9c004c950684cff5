"""Painter's order: the items of all tracks in as few timeline tracks as keep what lies above what."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from draftreel.compiler.tracks import Placed
from draftreel.span import Span
from draftreel.timeline import Item, Track


@dataclass(frozen=True, slots=True)
class Sheet:
    """One line of one draft track: items that never overlap; `height` orders what has the same render index."""

    items: tuple[Placed, ...]
    height: int
    main: bool


@dataclass(slots=True)
class _Lane:
    """A timeline track being filled with the items of one sheet."""

    sheet: int
    items: list[Item] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def overlaps(self, span: Span) -> bool:
        index = bisect_left(self.spans, span.end, key=lambda one: one.start)
        return index > 0 and self.spans[index - 1].end > span.start

    def add(self, item: Item) -> None:
        insort(self.items, item, key=lambda one: one.span.start)
        insort(self.spans, item.span)


def stacked(sheets: Sequence[Sheet]) -> tuple[Track, ...]:
    """Timeline tracks bottom to top: the main track, then by render index, then by the draft's order of tracks.

    A draft track stays one timeline track, unless items of another lie between its own.
    """
    lanes: list[_Lane] = []
    for placed, sheet in _from_below(sheets):
        _lane(lanes, sheet, placed.item.span).add(placed.item)
    return tuple(Track(tuple(lane.items)) for lane in lanes)


def _from_below(sheets: Sequence[Sheet]) -> list[tuple[Placed, int]]:
    every = [(placed, number) for number, sheet in enumerate(sheets) for placed in sheet.items]
    return sorted(every, key=lambda one: _key(one[0], sheets[one[1]]))


def _key(placed: Placed, sheet: Sheet) -> tuple[bool, int, int, Span]:
    return not sheet.main, 0 if sheet.main else placed.render_index, sheet.height, placed.item.span


def _lane(lanes: list[_Lane], sheet: int, span: Span) -> _Lane:
    """The sheet's topmost lane when nothing above it would be painted over, else a new one on top."""
    for lane in reversed(lanes):
        if lane.sheet == sheet:
            return lane
        if lane.overlaps(span):
            break
    lanes.append(_Lane(sheet))
    return lanes[-1]
