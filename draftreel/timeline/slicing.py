"""The part of a timeline that a stretch of time shows: what a chunk's key is made of."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from draftreel.span import Span
from draftreel.timeline.timeline import Item, Layer, Timeline, Track


def sliced(timeline: Timeline, span: Span) -> Timeline:
    """The same canvas with only the items that show during `span`; without sounds.

    Layers are cut to it: what they show depends on their origin only. Transitions and adjustments
    stay whole: how far they are depends on their own span.
    """
    tracks = (_sliced(track, span) for track in timeline.tracks)
    return replace(timeline, duration=span.duration, tracks=tuple(t for t in tracks if t.items), sounds=())


def _sliced(track: Track, span: Span) -> Track:
    first = bisect_right(track.items, span.start, key=lambda item: item.span.end)
    last = bisect_left(track.items, span.end, key=lambda item: item.span.start)
    return Track(tuple(_cut(item, span) for item in track.items[first:last] if item.span.overlaps(span)))


def _cut(item: Item, span: Span) -> Item:
    return replace(item, span=item.span.clipped(span)) if isinstance(item, Layer) else item
