"""Pictures bent by a map of where each pixel comes from, and planes seen in perspective.

Where chroma samples sit, and hence what a map of the luma is to them, says draftreel.image.geometry.
"""

import math
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FRACTIONS, FRACTIONS_OUT, OUT, REAL, ROW, TABLE, compiled
from draftreel.image.geometry import resize
from draftreel.image.image import Image, Plane
from draftreel.image.masking import masked
from draftreel.image.mixing import CLEAR, fill
from draftreel.image.room import room

Map = NDArray[np.float32]
"""Shape (height, width) of the picture that is made: for each pixel one coordinate in the one it is made of."""
Homography = NDArray[np.float64]
"""Shape (3, 3): where a point (x, y, 1) of a picture goes, up to a factor; points as in draftreel.image.matrix."""

_SMALLEST = 1e-6


class Edge(StrEnum):
    """What a map finds outside the picture."""

    MIRROR = "mirror"  # the picture's mirror images
    HOLD = "hold"  # its edge pixels
    CLEAR = "clear"  # nothing; the edge is soft, as wide as a pixel of the source


def remapped(image: Image, xs: Map, ys: Map, edge: Edge = Edge.HOLD) -> Image:
    """The picture sampled, linearly between pixels, at the points (xs, ys), in pixels, 0.5 being the first's centre.

    The maps are float32 of one shape (height, width), which becomes the picture's size. With CLEAR the
    picture gets alpha.
    """
    y, u, v, *alpha = image.planes
    border = cv2.BORDER_REFLECT if edge is Edge.MIRROR else cv2.BORDER_REPLICATE
    whole = xs - np.float32(0.5), ys - np.float32(0.5)
    half = _for_chroma(xs, 0.5), _for_chroma(ys, 1)
    luma, *alpha = (_bent(plane, whole, border) for plane in (y, *alpha))
    chroma = (_bent(plane, half, border) for plane in (u, v))
    out = Image((luma, *chroma, *alpha), image.layout)
    if edge is not Edge.CLEAR:
        return out
    cover = np.empty(xs.shape, np.uint8)
    _cover(xs, ys, image.width, image.height, cover)
    return masked(out, cover)


def projected(image: Image, homography: Homography, size: tuple[int, int]) -> Image:
    """What a homography makes of the picture on a canvas of (width, height): a quad, anti-aliased, clear outside.

    A picture of which a corner lies behind the viewer, or that is seen edge on, is not drawn at all.
    """
    outline = _corners(homography, image.size)
    if outline is None:
        return fill(size, CLEAR)
    left, top, right, bottom = _box(outline, size)
    if left >= right or top >= bottom:
        return fill(size, CLEAR)
    image, homography = _reduced(image, homography, outline)
    seen = _projected(image, _moved(-left, -top) @ homography, (right - left, bottom - top))
    cover = np.empty((seen.height, seen.width), np.uint8)
    (row,) = room(np.float32, (seen.width,))
    _cover_quad(_sides(outline - (left, top)), row, cover)
    return _set_in(masked(seen, cover), (left, top), size)


def _bent(plane: Plane, maps: tuple[Map, Map], border: int) -> Plane:
    return np.asarray(cv2.remap(plane, *maps, cv2.INTER_LINEAR, borderMode=border), np.uint8)


def _for_chroma(values: Map, offset: float) -> Map:
    """A map of the chroma's indices: its samples sit at (2i + 0.5, 2j + 1)."""
    out = np.empty(((values.shape[0] + 1) // 2, (values.shape[1] + 1) // 2), np.float32)
    _site(values, offset, out)
    return out


def _projected(image: Image, homography: Homography, size: tuple[int, int]) -> Image:
    y, u, v, *alpha = image.planes
    on_luma = _moved(-0.5, -0.5) @ homography @ _moved(0.5, 0.5)
    on_chroma = np.diag((0.5, 0.5, 1)) @ _moved(-0.5, -1) @ homography @ _moved(0.5, 1) @ np.diag((2.0, 2.0, 1.0))
    half = (size[0] + 1) // 2, (size[1] + 1) // 2
    colours = (_warped(plane, on_chroma, half) for plane in (u, v))
    return Image(
        (_warped(y, on_luma, size), *colours, *(_warped(plane, on_luma, size) for plane in alpha)), image.layout
    )


def _warped(plane: Plane, homography: Homography, size: tuple[int, int]) -> Plane:
    return np.asarray(cv2.warpPerspective(plane, homography, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _moved(x: float, y: float) -> Homography:
    return np.array(((1.0, 0.0, x), (0.0, 1.0, y), (0.0, 0.0, 1.0)))


def _corners(homography: Homography, size: tuple[int, int]) -> NDArray[np.float64] | None:
    """The quad's corners in order round it, shape (4, 2); None where it cannot be seen."""
    width, height = size
    points = homography @ np.array(((0, width, width, 0), (0, 0, height, height), (1, 1, 1, 1)), np.float64)
    if not np.isfinite(points).all() or points[2].min() < _SMALLEST * points[2].max() or points[2].max() <= 0:
        return None
    outline: NDArray[np.float64] = (points[:2] / points[2]).T
    return outline if abs(_area(outline)) > _SMALLEST else None


def _box(outline: NDArray[np.float64], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the canvas that the quad touches with its soft edge; chroma reaches one sample further right."""
    (left, top), (right, bottom) = (outline.min(axis=0) - 1).tolist(), (outline.max(axis=0) + 1).tolist()
    near = max(0, 2 * math.floor(left / 2)), max(0, 2 * math.floor(top / 2))
    return *near, min(size[0], 2 * math.ceil(right / 2) + 2), min(size[1], 2 * math.ceil(bottom / 2))


def _area(outline: NDArray[np.float64]) -> float:
    x, y = outline.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _reduced(image: Image, homography: Homography, outline: NDArray[np.float64]) -> tuple[Image, Homography]:
    """The same task with a picture that is at most about twice too large: interpolating alone would skip pixels."""
    lengths = np.hypot(*(np.roll(outline, -1, axis=0) - outline).T)
    across, down = max(lengths[0], lengths[2]) / image.width, max(lengths[1], lengths[3]) / image.height
    steps = tuple(2 ** max(0, int(math.log2(1 / max(factor, _SMALLEST)))) for factor in (across, down))
    if steps == (1, 1):
        return image, homography
    small = resize(image, (max(1, image.width // steps[0]), max(1, image.height // steps[1])))
    return small, homography @ np.diag((image.width / small.width, image.height / small.height, 1.0))


def _sides(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each side (a, b, c) such that a * x + b * y + c is how far inside it a point lies; shape (4, 3)."""
    ways = np.roll(outline, -1, axis=0) - outline
    ways *= math.copysign(1, _area(outline)) / np.maximum(np.hypot(*ways.T), _SMALLEST)[:, None]
    a, b = -ways[:, 1], ways[:, 0]
    return np.stack((a, b, -a * outline[:, 0] - b * outline[:, 1]), axis=1)


def _set_in(image: Image, at: tuple[int, int], size: tuple[int, int]) -> Image:
    """The picture at an even place on a clear canvas."""
    if image.size == size:
        return image
    canvas, (left, top) = fill(size, CLEAR), at
    for plane, part, step in zip(canvas.planes, image.planes, (1, 2, 2, 1), strict=True):
        height, width = part.shape
        plane[top // step : top // step + height, left // step : left // step + width] = part
    return canvas


@compiled(FRACTIONS, REAL, FRACTIONS_OUT)
def _site(values: Map, offset: float, out: Map) -> None:
    height = values.shape[0]
    quarter, start = np.float32(0.25), np.float32(offset / 2)
    for row in range(out.shape[0]):
        top, bottom = values[2 * row], values[min(2 * row + 1, height - 1)]
        for column in range(out.shape[1]):
            out[row, column] = quarter * (top[2 * column] + bottom[2 * column]) - start
    if height % 2 and height > 1:  # the last row's chroma sits half a pixel below it
        for column in range(out.shape[1]):
            step = values[height - 1, 2 * column] - values[height - 2, 2 * column]
            out[out.shape[0] - 1, column] += quarter * step


@compiled(FRACTIONS, FRACTIONS, REAL, REAL, OUT)
def _cover(xs: Map, ys: Map, width: float, height: float, out: Plane) -> None:
    """How far inside a picture of (width, height) each point lies, held to a pixel about its edge."""
    right, bottom, half, one = np.float32(width), np.float32(height), np.float32(0.5), np.float32(1)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            x, y = xs[row, column], ys[row, column]
            across = min(max(min(x, right - x) + half, np.float32(0)), one)
            down = min(max(min(y, bottom - y) + half, np.float32(0)), one)
            out[row, column] = np.uint8(np.int32(np.float32(255) * across * down + half))


@compiled(TABLE, ROW, OUT)
def _cover_quad(sides: NDArray[np.float64], cover: NDArray[np.float32], out: Plane) -> None:
    half, one = np.float32(0.5), np.float32(1)
    for row in range(out.shape[0]):
        cover[:] = np.float32(255)
        for side in range(4):
            step = np.float32(sides[side, 0])
            start = np.float32(sides[side, 0] * 0.5 + sides[side, 1] * (row + 0.5) + sides[side, 2] + 0.5)
            for column in range(cover.size):
                cover[column] *= min(max(start + step * np.float32(column), np.float32(0)), one)
        for column in range(cover.size):
            out[row, column] = np.uint8(np.int32(cover[column] + half))
