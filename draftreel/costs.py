"""What a stretch of a film costs to make, roughly: milliseconds of one core a frame, before anything is drawn.

The figures are those of a frame of 1920x1080 (docs/performance.md); what depends on the canvas grows with it.
They decide where chunks end, and nothing else: a wrong one makes a chunk longer or shorter than its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from draftreel.span import frame_at
from draftreel.timeline import (
    Adjustment,
    Item,
    Layer,
    MediaKind,
    MediaSource,
    TextSource,
    Timeline,
    TimelineSource,
    Transition,
)

_HD = 1920 * 1080
_ENCODE, _ENCODE_STILL = 32.0, 8.0
_DECODE = 8.0
_PLACE, _PLACE_TEXT = 1.5, 0.2
_TREAT, _MASK, _BLEND, _BACKGROUND, _MIX = 3.0, 1.0, 3.0, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames `first` to `end` of a timeline (half-open), each of which costs about as much."""

    first: int
    end: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Cost:
    """Of one frame: what is done on the canvas, what is decoded, and whether the picture changes at all."""

    canvas: float = 0.0
    decoding: float = 0.0
    moving: int = 0

    def __add__(self, other: "_Cost") -> "_Cost":
        return _Cost(self.canvas + other.canvas, self.decoding + other.decoding, self.moving + other.moving)

    def __neg__(self) -> "_Cost":
        return _Cost(-self.canvas, -self.decoding, -self.moving)

    def of_frame(self, share: float) -> float:
        encode = _ENCODE if self.moving else _ENCODE_STILL
        return share * (encode + self.canvas) + self.decoding


def stretches(timeline: Timeline, first: int, end: int) -> tuple[Stretch, ...]:
    """The frames from `first` to `end` as stretches of even cost, in order and without gap."""
    changes = sorted(_changes(timeline, first, end), key=lambda change: change[0])
    share = timeline.width * timeline.height / _HD
    costs = accumulate((cost for _, cost in changes), initial=_Cost())
    edges = [first, *(frame for frame, _ in changes), end]
    return tuple(
        Stretch(start, stop, cost.of_frame(share))
        for (start, stop), cost in zip(pairwise(edges), costs, strict=True)
        if stop > start
    )


def _changes(timeline: Timeline, first: int, end: int) -> Iterator[tuple[int, _Cost]]:
    """Where an item begins and where it ends, as what that adds to a frame's cost."""
    for track in timeline.tracks:
        for item in track.items:
            start, stop = (frame_at(time, timeline.fps) for time in (item.span.start, item.span.end))
            if start < end and stop > first:
                cost = _cost(item)
                yield max(start, first), cost
                yield min(stop, end), -cost


def _cost(item: Item) -> _Cost:
    match item:
        case Layer():
            return _of_layer(item)
        case Transition(outgoing=outgoing, incoming=incoming):
            return _of_layer(outgoing) + _of_layer(incoming) + _Cost(_MIX, moving=1)
        case Adjustment(treatments=treatments):
            return _Cost(_TREAT * len(treatments))


def _of_layer(layer: Layer) -> _Cost:
    curves = (layer.placement.x, layer.placement.y, layer.placement.scale_x, layer.placement.opacity)
    moves = bool(layer.motions or layer.letter_motions) or not all(curve.constant for curve in curves)
    extras = _TREAT * len(layer.treatments) + _MASK * bool(layer.mask) + _BLEND * bool(layer.blend)
    return _of_source(layer) + _Cost(extras + _BACKGROUND * bool(layer.background), moving=int(moves))


def _of_source(layer: Layer) -> _Cost:
    match layer.source:
        case MediaSource(media) if media.kind is MediaKind.VIDEO:
            return _Cost(_PLACE, _DECODE * media.width * media.height / _HD, 1)
        case MediaSource():
            return _Cost(_PLACE)
        case TextSource():
            return _Cost(_PLACE_TEXT)
        case TimelineSource(timeline):
            inner = [_cost(item) for track in timeline.tracks for item in track.items]
            return max(inner, key=lambda cost: cost.of_frame(1.0), default=_Cost()) + _Cost(_PLACE, moving=1)
