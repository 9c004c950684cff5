"""The part of a timeline that a stretch of time shows: what a chunk's key is made of."""

from dataclasses import replace

from draftreel.span import Span
from draftreel.timeline.timeline import Timeline, Track


def sliced(timeline: Timeline, span: Span) -> Timeline:
    """The same canvas with only the items that show during `span`, cut to it; without sounds."""
    tracks = (_sliced(track, span) for track in timeline.tracks)
    return replace(timeline, duration=span.duration, tracks=tuple(t for t in tracks if t.items), sounds=())


def _sliced(track: Track, span: Span) -> Track:
    shown = (item for item in track.items if item.span.overlaps(span))
    return Track(tuple(replace(item, span=item.span.clipped(span)) for item in shown))
