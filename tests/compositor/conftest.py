"""Small films: canvases of 64x36 or so, pictures of flat colours, written where the compositor can find them."""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from draftreel.span import Span
from draftreel.timeline import (
    Crop,
    Item,
    Layer,
    Media,
    MediaKind,
    MediaSource,
    Placement,
    Retiming,
    Timeline,
    Track,
    contained,
)

SECOND = 1_000_000
WHOLE = Span(0, SECOND)


class Studio:
    """Writes media and arranges layers of one canvas."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library: dict[str, Path] = {}
        self.canvas = (64, 36)

    def still(self, rgb: np.ndarray) -> Media:
        """A PNG of an array (height, width, 3 or 4)."""
        key = hashlib.sha256(rgb.tobytes() + str(rgb.shape).encode()).hexdigest()
        path = self.folder / f"{key}.png"
        order = [2, 1, 0, 3][: rgb.shape[2]]
        cv2.imwrite(str(path), rgb[:, :, order])
        self.library[key] = path
        return Media(key, MediaKind.STILL, rgb.shape[1], rgb.shape[0])

    def flat(self, width: int, height: int, *colour: int) -> Media:
        return self.still(np.full((height, width, len(colour)), colour, np.uint8))

    def film(self, count: int = 30, size: tuple[int, int] = (64, 36), fps: int = 30) -> Media:
        """Frame n is a flat grey of luma 40 + 4 n, stored without loss."""
        key = f"film-{count}-{size[0]}x{size[1]}-{fps}"
        path = self.folder / f"{key}.mkv"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=fps, options={"qp": "0", "g": "10"})
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            stream.codec_context.color_range = 1
            stream.codec_context.colorspace = 1
            for index in range(count):
                planes = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
                planes[: size[1]] = 40 + 4 * index
                frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
                frame.pts, frame.color_range, frame.colorspace = index, 1, 1
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
        self.library[key] = path
        return Media(key, MediaKind.VIDEO, *size, duration=count * SECOND // fps, fps=Fraction(fps))

    def place(self, media: Media, **curves: object) -> Placement:
        """The contain-fit of the media in the canvas, with what is given instead."""
        return Placement(contained(media.width, media.height, *self.canvas), **curves)

    def crop(self, **shares: float) -> Crop:
        return Crop(**shares)

    def layer(self, media: Media, span: Span = WHOLE, placement: Placement | None = None, **more) -> Layer:
        source = MediaSource(media, Retiming(length=span.duration, limit=media.duration))
        return Layer(span, span.start, source, placement or self.place(media), **more)

    def timeline(self, *items: Item, duration: int = SECOND) -> Timeline:
        """Every item on a track of its own, bottom to top."""
        return Timeline(*self.canvas, Fraction(30), duration, tuple(Track((item,)) for item in items))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)
