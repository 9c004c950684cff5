"""The yardstick: what a film shows of its clips decoded and the same pictures encoded, with nothing between."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from draftreel.drawing import compositor_of
from draftreel.encoder import VideoEncoder
from draftreel.formats import VideoSettings
from draftreel.image import Image
from draftreel.plan import Chunk, Film, chunks
from draftreel.span import SECOND, Span, frame_time
from draftreel.timeline import Item, Layer, MediaKind, MediaSource, Transition

STRETCHES = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """Pictures of a clip that a film shows: `span` is microseconds in the clip, `start` when they come in the film."""

    key: str
    span: Span
    start: int
    track: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames `first` to `first + count` of a film."""

    first: int
    count: int


def stretches(film: Film, *, whole: bool) -> tuple[Stretch, ...]:
    """The whole film as one stretch, or whole chunks spread evenly over it, so that all of it is told by a part."""
    if whole:
        return (Stretch(film.first, film.frames),)
    return tuple(Stretch(chunk.first, chunk.count) for chunk in _spread(chunks(film)))


def _spread(every: Sequence[Chunk]) -> list[Chunk]:
    picked = sorted({int((n + 0.5) * len(every) / STRETCHES) for n in range(STRETCHES)})
    return [every[index] for index in picked]


def readings(film: Film, stretch: Stretch) -> tuple[Reading, ...]:
    """What has to be decoded of which clips, in the order in which it is shown; played forwards at their own speed."""
    fps = film.timeline.fps
    window = Span.between(frame_time(stretch.first, fps), frame_time(stretch.first + stretch.count, fps))
    runs: dict[tuple[int, str, int], Reading] = {}
    for number, track in enumerate(film.timeline.tracks):
        for item in track.items:
            for reading in _read(item, window, number):
                run = number, reading.key, reading.start - reading.span.start
                runs[run] = _together(runs[run], reading) if run in runs else reading
    return tuple(sorted(runs.values(), key=lambda reading: reading.start))


def _read(item: Item, window: Span, track: int) -> Iterator[Reading]:
    span = item.span.clipped(window)
    for layer in _layers(item) if span.duration else ():
        if isinstance(layer.source, MediaSource) and layer.source.media.kind is MediaKind.VIDEO:
            start, end = (layer.source.retiming.source_time(time - layer.origin) for time in (span.start, span.end))
            yield Reading(layer.source.media.key, Span.between(start, end), span.start, track)


def _layers(item: Item) -> tuple[Layer, ...]:
    if isinstance(item, Transition):
        return item.outgoing, item.incoming
    return (item,) if isinstance(item, Layer) else ()


def _together(one: Reading, other: Reading) -> Reading:
    first = min(one, other, key=lambda reading: reading.start)
    end = max(one.span.end, other.span.end)
    return Reading(first.key, Span.between(first.span.start, end), first.start, first.track)


def draw(film: Film, stretch: Stretch, path: Path) -> None:
    """Draw a stretch and keep its pictures raw: shape (frames, height * 3 / 2, width)."""
    raw = np.memmap(path, np.uint8, "w+", shape=_shape(film.video, stretch))
    with compositor_of(film) as compositor:
        for index in range(stretch.count):
            planes = compositor.frame(frame_time(stretch.first + index, film.timeline.fps)).planes
            raw[index] = np.concatenate([plane.reshape(-1, film.video.width) for plane in planes])


def transcode(film: Film, stretch: Stretch, raw: Path, out: Path) -> None:
    """Decode what the stretch shows of each clip while its pictures are encoded with the film's settings."""
    library = {key: Path(path) for key, path in film.library}
    tracks: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings(film, stretch):
        tracks[reading.track].append(reading)
    decoded = (chain.from_iterable(_decoded(library[r.key], r.span) for r in each) for each in tracks.values())
    pictures = _pictures(np.memmap(raw, np.uint8, "r+", shape=_shape(film.video, stretch)), film.video)
    with VideoEncoder(out, film.video) as encoder:
        for picture, *_ in zip_longest(pictures, *decoded):
            if picture is not None:
                encoder.write(picture)


def _shape(video: VideoSettings, stretch: Stretch) -> tuple[int, int, int]:
    return stretch.count, video.height * 3 // 2, video.width


def _pictures(raw: NDArray[np.uint8], video: VideoSettings) -> Iterator[Image]:
    width, height = video.width, video.height
    for picture in raw:
        u, v = picture[height:].reshape(2, height // 2, width // 2)
        yield Image((picture[:height], u, v))


def _decoded(path: Path, span: Span) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as film:
        film.streams.video[0].thread_type = "SLICE"  # as the film decodes them: one picture at a time
        film.seek(span.start)
        for frame in film.decode(video=0):
            if (frame.time or 0) * SECOND >= span.end:
                return
            yield frame
