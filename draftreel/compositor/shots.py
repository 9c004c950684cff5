"""What a layer shows, by local time: one kind of source, one class."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from draftreel.compositor.motion import largest_scale, stands_still
from draftreel.compositor.painting import Shot, snapped
from draftreel.compositor.stage import Stage
from draftreel.compositor.supply import Supply
from draftreel.errors import DraftreelError, MaterialError, RenderError
from draftreel.image import Image
from draftreel.image.keeping import Kept, Shelf
from draftreel.image.matrix import Box, Matrix, corners, joined, moved, scaled
from draftreel.media import FrameReader
from draftreel.pose import REST
from draftreel.timeline import Crop, Layer, Media, MediaKind, Placement, TextSource, Timeline

_NEARLY = 0.75  # pictures that would be shrunk by less are left as they are, to be resampled once

LEAST_KEPT = 250_000
"""Pixels from which on a still is kept: below, it is decoded in the 2 ms that a file takes to be written and read."""


class Shots(Protocol):
    """A source that was opened."""

    def at(self, layer: Layer, local: int) -> Shot:
        """What the layer shows at a local time."""

    def close(self) -> None:
        """Let go of files and threads."""


class MediaShots:
    """Pictures out of a file. Raises MaterialError and RenderError, naming the file by its key's beginning."""

    def __init__(self, media: Media, supply: Supply, size: tuple[int, int] | None) -> None:
        self._media = media
        try:
            self._reader = _reader(supply.library[media.key], media, size, supply.shelf)
        except KeyError as exc:
            raise MaterialError(f"{media.key[:8]}: the file is not there") from exc
        except (DraftreelError, OSError, ValueError) as exc:
            raise named(exc, media) from exc

    def at(self, layer: Layer, local: int) -> Shot:
        return framed(self.image(_source_time(layer, local)), layer.placement)

    def image(self, time: int) -> Image:
        """The picture at a time of the file's own."""
        try:
            return self._reader.at(time)
        except (DraftreelError, OSError, ValueError) as exc:
            raise named(exc, self._media) from exc

    def close(self) -> None:
        self._reader.close()


class _KeptStill:
    """A still that was decoded and shrunk before, by whomever."""

    def __init__(self, image: Image) -> None:
        self._image = image

    def at(self, _time: int) -> Image:
        return self._image

    def close(self) -> None:
        pass


def _reader(path: Path, media: Media, size: tuple[int, int] | None, shelf: Shelf | None) -> FrameReader | _KeptStill:
    if shelf is None or media.kind is not MediaKind.STILL or media.width * media.height < LEAST_KEPT:
        return FrameReader(path, media, size)
    return _KeptStill(shelf.kept(("still", media.key, size), lambda: Kept(_only_picture(path, media, size))).image)


def _only_picture(path: Path, media: Media, size: tuple[int, int] | None) -> Image:
    with FrameReader(path, media, size) as reader:
        return reader.at(0)


class Picturing(Protocol):
    """Something that draws a timeline."""

    def picture(self, moment: int) -> Image:
        """The canvas at a moment, clear where nothing is drawn."""

    def close(self) -> None:
        """Let go of files and threads."""


class NestedShots:
    """A compound clip; past its end its last moment stands."""

    def __init__(self, scene: Picturing, timeline: Timeline) -> None:
        self._scene = scene
        self._last = max(0, timeline.duration - 1)

    def at(self, layer: Layer, local: int) -> Shot:
        time = min(max(0, _source_time(layer, local)), self._last)
        return framed(self._scene.picture(time), layer.placement)

    def close(self) -> None:
        self._scene.close()


def named(error: Exception, media: Media) -> DraftreelError:
    """The error as one of ours that says which material it is about."""
    if isinstance(error, DraftreelError):
        return type(error)(f"{media.key[:8]}: {error.detail}", transient=error.transient)
    return RenderError(f"{media.key[:8]}: {type(error).__name__}")


def framed(image: Image, placement: Placement) -> Shot:
    """A picture cut and fitted as its placement says."""
    return Shot(image, *_framing(image.size, placement.crop, placement.size))


@lru_cache(64)  # of one source all pictures measure the same
def _framing(source: tuple[int, int], crop: Crop, fitted: tuple[float, float]) -> tuple[Box, Matrix]:
    """The part of a picture of some size that is used, and the way from its pixels to the layer's canvas pixels."""
    window = crop.left * source[0], crop.top * source[1], crop.right * source[0], crop.bottom * source[1]
    width, height = max(window[2] - window[0], 1e-3), max(window[3] - window[1], 1e-3)
    fit = scaled(fitted[0] / width, fitted[1] / height)
    return window, joined(fit, moved(-(window[0] + window[2]) / 2, -(window[1] + window[3]) / 2))


def whole(image: Image) -> Box:
    return 0.0, 0.0, float(image.width), float(image.height)


def drawn_size(layer: Layer, stage: Stage) -> tuple[int, int]:
    """The pixels that the whole source measures on the stage when it is largest."""
    crop, (width, height) = layer.placement.crop, layer.placement.size
    if stands_still(layer):
        pose = layer.placement.pose(0)
        box = -width / 2, -height / 2, width / 2, height / 2
        standing = snapped(stage.standing(layer.placement, pose, REST), box)
        points = corners(standing, box)
        width, height = math.dist(points[0], points[1]), math.dist(points[1], points[2])
    else:
        scale = largest_scale(layer)
        width, height = width * scale[0] * stage.scale[0], height * scale[1] * stage.scale[1]
    shares = max(crop.right - crop.left, 1e-3), max(crop.bottom - crop.top, 1e-3)
    return max(1, math.ceil(width / shares[0] - 1e-6)), max(1, math.ceil(height / shares[1] - 1e-6))


def delivery(media: Media, wanted: tuple[int, int], *, exact: bool) -> tuple[int, int] | None:
    """The size to ask a reader for; None is the file's own. `exact` asks for any shrinking, however small.

    What is resampled afterwards anyway is only halved while it stays large enough: that costs next to nothing.
    """
    halves = _halved((media.width, media.height), wanted)
    if not exact and halves != (media.width, media.height):
        return halves
    limit = 1.0 if exact else _NEARLY
    if wanted[0] < media.width * limit or wanted[1] < media.height * limit:
        return wanted
    return None


def _halved(size: tuple[int, int], wanted: tuple[int, int]) -> tuple[int, int]:
    while size[0] % 4 == size[1] % 4 == 0 and size[0] >= 2 * wanted[0] and size[1] >= 2 * wanted[1]:
        size = size[0] // 2, size[1] // 2
    return size


def _source_time(layer: Layer, local: int) -> int:
    return 0 if isinstance(layer.source, TextSource) else layer.source.retiming.source_time(local)
