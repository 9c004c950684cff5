"""Segments that can be used: in time, on the frame grid, with the materials they name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from draftreel.compiler.limits import SEGMENT_LIMIT
from draftreel.compiler.scope import Scope
from draftreel.draft import Material, Segment, Track
from draftreel.span import Span

M = TypeVar("M", bound=Material)


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with its span on the frame grid, its place in words, and every material it names."""

    segment: Segment
    span: Span
    place: str
    main: bool
    own: tuple[Material, ...]
    companions: tuple[Material, ...]

    def material(self, kind: type[M]) -> M | None:
        """What the segment shows or plays, if it is of this kind."""
        return next((one for one in self.own if isinstance(one, kind)), None)

    def all(self, kind: type[M]) -> tuple[M, ...]:
        """The companions of a kind, in the segment's order."""
        return tuple(one for one in self.companions if isinstance(one, kind))


@dataclass(frozen=True, slots=True)
class Row:
    """A track of the draft with its pieces in order of time; `index` counts the draft's tracks."""

    track: Track
    index: int
    main: bool
    pieces: tuple[Piece, ...]


def rows(scope: Scope) -> tuple[Row, ...]:
    """The draft's tracks that hold something and are not hidden; the main one is the first video track that does."""
    return tuple(_rows(scope))


def _rows(scope: Scope) -> Iterator[Row]:
    counts: Counter[str] = Counter()
    main_found = False
    for index, track in enumerate(scope.draft.tracks):
        if not track.segments:
            continue
        counts[track.type] += 1
        main = track.type == "video" and not main_found
        main_found = main_found or main
        name = f"{scope.prefix}{track.type or 'unnamed'} track {counts[track.type]}"
        if not track.hidden:
            yield Row(track, index, main, tuple(_pieces(scope, track, name, main=main)))


def _pieces(scope: Scope, track: Track, name: str, *, main: bool) -> Sequence[Piece]:
    found = (
        _piece(scope, segment, f"{name}, segment {number}", main=main)
        for number, segment in enumerate(track.segments, 1)
        if segment.visible
    )
    return sorted((piece for piece in found if piece), key=lambda piece: piece.span)


def _piece(scope: Scope, segment: Segment, place: str, *, main: bool) -> Piece | None:
    by_id = scope.draft.materials.by_id
    own = tuple(by_id.get(segment.material_id, ()))
    companions = tuple(one for ref in segment.extra_material_refs for one in by_id.get(ref, ()))
    place = _named(place, own)
    span = _span(scope, segment, place)
    return Piece(segment, span, place, main, own, companions) if span else None


def _named(place: str, own: Sequence[Material]) -> str:
    names = (getattr(one, key, "") for one in own for key in ("material_name", "name"))
    name = next((" ".join(name.split()) for name in names if name), "")
    return f"{place}: {name[:80]}" if name else place


def _span(scope: Scope, segment: Segment, place: str) -> Span | None:
    asked = segment.target_timerange
    if asked.start < 0 or asked.duration <= 0 or asked.end > SEGMENT_LIMIT:
        said = f"a start of {asked.start / 1e6:g} s and a duration of {asked.duration / 1e6:g} s"
        scope.notes.missing(place, "segment-out-of-time", said)
        return None
    span = scope.canvas.on_grid(asked.start, asked.end)
    if span.duration <= 0:
        scope.notes.missing(place, "segment-too-short", f"{asked.duration / 1e6:g} s, less than a frame")
        return None
    return span
