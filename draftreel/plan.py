"""How a timeline is cut into chunks, and the keys by which what was made before is found again."""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from draftreel.encoder import VideoSettings
from draftreel.span import Span, frame_at, frame_time
from draftreel.timeline import Layer, Timeline, Track, Transition
from draftreel.timeline.slicing import sliced

LOOK_VERSION = 1
"""Part of every chunk's key: raise it when the same timeline is drawn differently than before."""
SOUND_VERSION = 1
"""Part of every sound's key: raise it when the same timeline is mixed differently than before."""

CHUNK_S = 10
"""Seconds a chunk aims at; it is cut where a scene changes when one does between half of it and one and a half."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames `first` to `first + count` of the film; `key` is the hash of all that decides its bytes."""

    index: int
    first: int
    count: int
    key: str


def frame_count(timeline: Timeline) -> int:
    """Exactly round(duration * fps) frames, at least one."""
    return max(1, frame_at(timeline.duration, timeline.fps))


def chunks(timeline: Timeline, video: VideoSettings) -> tuple[Chunk, ...]:
    """The film as chunks in order, without gap or overlap; the same whatever the number of workers."""
    return tuple(
        Chunk(index, first, end - first, _key(timeline, video, first, end))
        for index, (first, end) in enumerate(pairwise(_edges(timeline)))
    )


def sound_key(timeline: Timeline) -> str:
    """The hash of all that decides the sound; empty when the film is silent."""
    if not timeline.sounds:
        return ""
    return digest(SOUND_VERSION, timeline.sounds, timeline.duration)


def digest(*parts: object) -> str:
    """SHA-256 of the printed parts: frozen data prints the same everywhere."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def _key(timeline: Timeline, video: VideoSettings, first: int, end: int) -> str:
    span = Span.between(frame_time(first, timeline.fps), frame_time(end, timeline.fps))
    return digest(LOOK_VERSION, video, first, end, sliced(timeline, span))


def _edges(timeline: Timeline) -> list[int]:
    total, target = frame_count(timeline), max(1, round(CHUNK_S * timeline.fps))
    scenes = _scenes(timeline, total)
    edges = [0]
    while total - edges[-1] > target * 3 // 2:
        edges.append(_next_edge(edges[-1], target, scenes))
    return [*edges, total]


def _next_edge(start: int, target: int, scenes: list[int]) -> int:
    aim = start + target
    near = scenes[bisect_left(scenes, aim - target // 2) : bisect_left(scenes, aim + target // 2)]
    return min(near, key=lambda scene: (abs(scene - aim), scene), default=aim)


def _scenes(timeline: Timeline, total: int) -> list[int]:
    """Frames at which an item of the lowest track with pictures begins: where a cut costs nothing."""
    main = next((track for track in timeline.tracks if _pictures(track)), Track(()))
    frames = {frame_at(item.span.start, timeline.fps) for item in main.items if isinstance(item, Layer | Transition)}
    return sorted(frame for frame in frames if 0 < frame < total)


def _pictures(track: Track) -> bool:
    return any(isinstance(item, Layer | Transition) for item in track.items)


def seconds(frames: int, fps: Fraction) -> float:
    """How long some frames show."""
    return float(frames / fps)
