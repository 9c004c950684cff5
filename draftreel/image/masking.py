"""A picture seen through an alpha plane, and freed of the one it has."""

import weakref
from collections import OrderedDict
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FINE_ROW, IN, OUT, WHOLE, compiled
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.room import room

_MOST_KNOWN = 8
_KNOWN: OrderedDict[int, tuple[weakref.ref[Plane], Plane]] = OrderedDict()
_knowing = Lock()


def masked(image: Image, alpha: Plane) -> Image:
    """The picture times an alpha plane of its own size (uint8, 0 hidden to 255 shown), with alpha.

    Where the plane is 255 nothing changes, where it is 0 nothing is left.
    """
    y, u, v, *old = image.planes
    cover = on_chroma(alpha)
    planes = faded(y, alpha, 16), faded(u, cover, 128), faded(v, cover, 128)
    return Image((*planes, faded(old[0], alpha, 0) if old else alpha.copy()), Layout.YUVA)


def straight(image: Image) -> Image:
    """The colours of a picture as an opaque one, undone of what its alpha took; black where nothing is seen."""
    if image.opaque:
        return image
    y, u, v, alpha = image.planes
    cover = on_chroma(alpha)
    return Image((freed(y, alpha, 16), freed(u, cover, 128), freed(v, cover, 128)))


def on_chroma(alpha: Plane) -> Plane:
    """An alpha plane as the chroma samples see it: the mean about each, weighed as chroma itself is."""
    height, width = alpha.shape
    cover = np.empty(((height + 1) // 2, (width + 1) // 2), np.uint8)
    (line,) = room(np.uint16, (width + 2,))
    _halve(alpha, line, cover)
    return cover


def known_on_chroma(alpha: Plane) -> Plane:
    """The same of a picture that was handed on, and so is never written to: the last few are known."""
    with _knowing:
        known = _KNOWN.pop(id(alpha), None)
    there = known is not None and known[0]() is alpha
    cover = known[1] if known and there else on_chroma(alpha)
    with _knowing:
        _KNOWN[id(alpha)] = weakref.ref(alpha), cover
        while len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.popitem(last=False)
    return cover


def faded(plane: Plane, alpha: Plane, black: int) -> Plane:
    """A plane about its black, which is 16, 128 or 0, times an alpha plane of its own size."""
    out = np.empty(plane.shape, np.uint8)
    _fade(plane, alpha, black, out)
    return out


def freed(plane: Plane, alpha: Plane, black: int) -> Plane:
    """A plane about its black divided by an alpha plane of its own size; black where that is 0."""
    out = np.empty(plane.shape, np.uint8)
    _free(plane, alpha, black, out)
    return out


@compiled(IN, IN, WHOLE, OUT)
def _free(plane: Plane, alpha: Plane, black: int, out: Plane) -> None:
    dark, half, top = np.float32(black), np.float32(black + 0.5), np.float32(255)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            gain = top / max(np.float32(alpha[row, column]), np.float32(1))
            value = half + gain * (np.float32(plane[row, column]) - dark)
            out[row, column] = np.uint8(np.int32(min(max(value, np.float32(0)), top)))


@compiled(IN, IN, WHOLE, OUT)
def _fade(plane: Plane, alpha: Plane, black: int, out: Plane) -> None:
    # (n + 128) * 257 >> 16 is n / 255 rounded, for every n up to 255 * 255
    dark = np.uint32(black)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            share = np.uint32(alpha[row, column])
            total = np.uint32(plane[row, column] * share + dark * (np.uint32(255) - share) + np.uint32(128))
            out[row, column] = np.uint8((total * np.uint32(257)) >> np.uint32(16))


@compiled(IN, FINE_ROW, OUT)
def _halve(alpha: Plane, line: NDArray[np.uint16], out: Plane) -> None:
    height, width = alpha.shape
    for row in range(out.shape[0]):
        top, bottom = 2 * row, min(2 * row + 1, height - 1)
        for column in range(width):
            line[column + 1] = np.uint16(alpha[top, column]) + np.uint16(alpha[bottom, column])
        line[0], line[width + 1] = line[1], line[width]
        for column in range(out.shape[1]):
            here = 2 * column + 1
            out[row, column] = np.uint8((line[here - 1] + 2 * line[here] + line[here + 1] + 4) >> 3)
