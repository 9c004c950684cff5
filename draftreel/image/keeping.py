"""Pictures that are kept for later: what keeps them, and how one is written so that it can be read back."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Protocol

import numpy as np

from draftreel.image.image import Image, Layout, Plane

_HEADER = struct.Struct("<8s4sIIii")
_CHECK = struct.Struct("<I")
_MAGIC = b"planes 1"


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """An image and where its top left lies, in whole pixels about what its maker says."""

    image: Image
    x: int = 0
    y: int = 0


class Shelf(Protocol):
    """Where pictures lie that cost more to make than to fetch."""

    def kept(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """The picture of a key, made when it is not there; the key's printed parts say all that decides it."""


def as_bytes(kept: Kept) -> bytes:
    """The picture as plain planes behind a header and a sum that tells damage."""
    image = kept.image
    header = _HEADER.pack(_MAGIC, image.layout.encode(), image.width, image.height, kept.x, kept.y)
    body = header + b"".join(plane.tobytes() for plane in image.planes)
    return _CHECK.pack(zlib.crc32(body)) + body


def from_bytes(data: Plane) -> Kept | None:
    """The picture that `as_bytes` wrote, as views of `data` (bytes in a row); None for anything else."""
    start = _CHECK.size + _HEADER.size
    if data.size < start or _CHECK.unpack(data[: _CHECK.size].tobytes()) != (zlib.crc32(data[_CHECK.size :].data),):
        return None
    magic, layout, width, height, x, y = _HEADER.unpack(data[_CHECK.size : start].tobytes())
    if magic != _MAGIC:
        return None
    image = _image(data[start:], Layout(layout.rstrip(b"\0").decode()), width, height)
    return Kept(image, x, y) if image else None


def _image(data: Plane, layout: Layout, width: int, height: int) -> Image | None:
    shapes = _shapes(layout, width, height)
    if data.size != sum(map(prod, shapes)):
        return None
    ends = np.cumsum([prod(shape) for shape in shapes])
    parts = np.split(data, ends[:-1])
    return Image(tuple(part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)), layout)


def _shapes(layout: Layout, width: int, height: int) -> tuple[tuple[int, ...], ...]:
    light, colour = (height, width), ((height + 1) // 2, (width + 1) // 2)
    match layout:
        case Layout.YUV:
            return light, colour, colour
        case Layout.YUVA:
            return light, colour, colour, light
        case Layout.RGBA:
            return ((height, width, 4),)
