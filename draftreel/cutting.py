"""Where a film is cut into chunks: where scenes change and no text stands if it can be, at about the same cost each."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TypeAlias

from draftreel.costs import Stretch, stretches
from draftreel.span import frame_at
from draftreel.timeline import Layer, TextSource, Timeline, Track, Transition

CHUNK_COST = 10_000.0
"""Milliseconds of one core that a chunk aims at: some eight seconds of a typical film at 1080p30."""
LONGEST_S = 10
"""Seconds that a chunk aims at where so much costs less; half as many again are the most."""
SHORT_FILM = 15.0
"""Chunks up to which a film is short: its chunks are smaller, so that a changed caption is a small part of it too."""
FINER = 0.4
"""A short film's chunks as a share of the others: some three to four seconds."""
GRIDS_S = (10, 5, 2)
"""Where no scene changes, chunks end on multiples of the first of these that fits, so that soon after an edit
they end where they did before it."""

_Text: TypeAlias = tuple[int, int]
"""The frames at which a text appears and is gone."""


def edges(timeline: Timeline, first: int, end: int) -> list[int]:
    """The frames at which chunks of the frames from `first` to `end` begin, and `end`."""
    meter = _Meter.of(timeline, first, end)
    scenes, texts = _scenes(timeline), _texts(timeline)
    grids = [max(1, round(seconds * timeline.fps)) for seconds in GRIDS_S]
    found = [first]
    while meter.after(found[-1], 1.5) < end:
        found.append(_next_edge(found[-1], meter, scenes, grids, texts))
    return [*found, end]


@dataclass(frozen=True, slots=True)
class _Meter:
    """What all frames before one cost, by stretches of even cost."""

    stretches: tuple[Stretch, ...]
    before: tuple[float, ...]
    longest: int
    share: float

    @classmethod
    def of(cls, timeline: Timeline, first: int, end: int) -> "_Meter":
        found = stretches(timeline, first, end)
        before = tuple(accumulate(((one.end - one.first) * one.cost for one in found), initial=0.0))
        longest = max(1, round(LONGEST_S * timeline.fps))
        chunks = max(before[-1] / CHUNK_COST, (end - first) / longest)
        return cls(found, before, longest, FINER if chunks <= SHORT_FILM else 1.0)

    def after(self, first: int, chunks: float) -> int:
        """The frame that lies so many chunks after another, by what they cost or by how long they are."""
        chunks *= self.share
        wanted = self._until(first) + chunks * CHUNK_COST
        index = min(bisect_right(self.before, wanted), len(self.stretches)) - 1
        stretch = self.stretches[index]
        frame = stretch.first + round((wanted - self.before[index]) / stretch.cost)
        return max(first + 1, min(frame, first + round(chunks * self.longest)))

    def _until(self, frame: int) -> float:
        index = max(0, bisect_right(self.stretches, frame, key=lambda one: one.first) - 1)
        stretch = self.stretches[index]
        return self.before[index] + (frame - stretch.first) * stretch.cost


def _next_edge(start: int, meter: _Meter, scenes: list[int], grids: list[int], texts: list[_Text]) -> int:
    early, aim, late = (meter.after(start, chunks) for chunks in (0.5, 1.0, 1.5))
    near = scenes[bisect_left(scenes, early) : bisect_left(scenes, late)]
    regular = (round(aim / grid) * grid for grid in grids)
    fallback = next((frame for frame in regular if early <= frame < late), aim)
    if near:
        return min(near, key=lambda scene: (_across(scene, texts) is not None, abs(scene - aim), scene))
    return _beside(fallback, texts, range(early, late))


def _beside(frame: int, texts: list[_Text], near: range) -> int:
    """The nearest frame at which no text stands on both sides: then a changed text is in one chunk only."""
    text = _across(frame, texts)
    sides = [side for side in text or () if side in near]
    return min(sides, key=lambda side: abs(side - frame), default=frame)


def _across(frame: int, texts: list[_Text]) -> _Text | None:
    index = bisect_left(texts, frame, key=lambda text: text[0]) - 1
    return texts[index] if index >= 0 and frame < texts[index][1] else None


def _texts(timeline: Timeline) -> list[_Text]:
    """When texts stand, in order; those that overlap as one."""
    layers = (item for track in timeline.tracks for item in track.items if isinstance(item, Layer))
    spans = (layer.span for layer in layers if isinstance(layer.source, TextSource))
    found: list[_Text] = []
    for start, end in sorted((frame_at(span.start, timeline.fps), frame_at(span.end, timeline.fps)) for span in spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _scenes(timeline: Timeline) -> list[int]:
    """Frames at which an item of the lowest track with pictures begins: where a cut costs nothing."""
    main = next((track for track in timeline.tracks if _pictures(track)), Track(()))
    shown = (item for item in main.items if isinstance(item, Layer | Transition))
    times = chain.from_iterable((item.span.start, item.span.end) for item in shown)
    return sorted({frame_at(time, timeline.fps) for time in times})


def _pictures(track: Track) -> bool:
    return any(isinstance(item, Layer | Transition) for item in track.items)
