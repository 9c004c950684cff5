"""The yardstick: the same frames decoded and the same pictures encoded, with nothing between."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.typical import CLIP, DISSOLVE, LEAD
from draftreel.arranging import film_in
from draftreel.drawing import compositor_of
from draftreel.encoder import VideoEncoder, VideoSettings
from draftreel.image import Image
from draftreel.local import planned
from draftreel.manifest import Output
from draftreel.settings import Settings
from draftreel.span import frame_time


@dataclass(frozen=True, slots=True)
class Pictures:
    """A film's pictures, kept raw in a file: shape (frames, height * 3 / 2, width)."""

    raw: NDArray[np.uint8]
    video: VideoSettings

    def __iter__(self) -> Iterator[Image]:
        width, height = self.video.width, self.video.height
        for picture in self.raw:
            u, v = picture[height:].reshape(2, height // 2, width // 2)
            yield Image((picture[:height], u, v))


def pictures_of(draft: Path, settings: Settings, path: Path) -> Pictures:
    """Draw the draft's frames and keep them."""
    with planned(str(draft), Output(), settings) as plan:
        film = film_in(plan)
    shape = film.frames, film.video.height * 3 // 2, film.video.width
    raw = np.memmap(path, np.uint8, "w+", shape=shape)
    with compositor_of(film) as compositor:
        for index in range(film.frames):
            planes = compositor.frame(frame_time(index, film.timeline.fps)).planes
            raw[index] = np.concatenate([plane.reshape(-1, film.video.width) for plane in planes])
    return Pictures(raw, film.video)


def transcode(draft: Path, pictures: Pictures, out: Path) -> None:
    """Decode what the film shows of each clip while its pictures are encoded with the film's settings."""
    clips = chain.from_iterable(_decoded(draft / f"clip{n}.mp4", LEAD + CLIP + DISSOLVE / 2) for n in range(3))
    inset = _decoded(draft / "inset.mp4", 3600)
    with VideoEncoder(out, pictures.video) as encoder:
        for _, _, picture in zip_longest(clips, inset, pictures):
            if picture is not None:
                encoder.write(picture)


def _decoded(path: Path, end: float) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as film:
        film.streams.video[0].thread_type = "AUTO"
        for frame in film.decode(video=0):
            if frame.time >= end:
                return
            yield frame
