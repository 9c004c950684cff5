"""The outline of a warped picture: inside it stays, outside it is transparent, between it is anti-aliased.

A pixel's cover is the product over the outline's four sides of how far its centre lies inside,
plus a half, held to 0..1: exact for upright outlines, and close for turned ones.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import OUT, TABLE, WHOLE, compiled
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.matrix import Box, Matrix, area, corners

Sides = NDArray[np.float64]
"""Shape (4, 3): for each side (a, b, c) such that a * x + b * y + c is how far inside it a point lies, in pixels."""

_HAIR = 1e-6  # what rounding leaves of an outline that lies exactly on a pixel's edge


def trimmed(image: Image, matrix: Matrix, window: Box) -> Image:
    """A picture that was sampled beyond its outline, cut to what `matrix` makes of `window`; its planes are used up."""
    outline = _outline(matrix, window, image.size)
    if outline is None:
        return image
    y, u, v, *alpha = image.planes
    _trim(y, 16, outline.sides, outline.luma)
    _trim_chroma(u, v, outline.sides, outline.chroma, image.size[0], image.size[1])
    for plane in alpha:
        _trim(plane, 0, outline.sides, outline.luma)
    return Image((y, u, v, *(alpha or [_inside(matrix, window, image.size)])), Layout.YUVA)


@lru_cache(4)  # few are large, and most of what is cut every frame stands still
def _inside(matrix: Matrix, window: Box, size: tuple[int, int]) -> Plane:
    """The alpha of an opaque picture that is cut: the same array for the same outline, never written to."""
    alpha = np.full(size[::-1], 255, np.uint8)
    outline = _outline(matrix, window, size)
    if outline is not None:
        _trim(alpha, 0, outline.sides, outline.luma)
    alpha.flags.writeable = False
    return alpha


@dataclass(frozen=True, slots=True)
class _Outline:
    """An outline's sides, and for each row of luma and of chroma where it runs, as `_ranges` says."""

    sides: Sides
    luma: NDArray[np.float64]
    chroma: NDArray[np.float64]


@lru_cache(64)
def _outline(matrix: Matrix, window: Box, size: tuple[int, int]) -> _Outline | None:
    """None where the outline covers the canvas; kept, as most of what is cut every frame stands still."""
    sides = _sides(matrix, window)
    if _covers(sides, size):
        return None
    half = (size[0] + 1) // 2, (size[1] + 1) // 2
    return _Outline(sides, _ranges(sides, size, 1, (0.5, -0.5)), _ranges(sides, half, 2, (2.0, -2.0)))


def _sides(matrix: Matrix, window: Box) -> Sides:
    points = corners(matrix, window)
    clockwise = 1.0 if area(matrix) > 0 else -1.0
    rows = []
    for (x, y), (to_x, to_y) in zip(points, points[1:] + points[:1], strict=True):
        length = math.hypot(to_x - x, to_y - y) or 1.0
        a, b = -(to_y - y) / length * clockwise, (to_x - x) / length * clockwise
        rows.append((a, b, -a * x - b * y))
    return np.array(rows)


def _covers(sides: Sides, size: tuple[int, int]) -> bool:
    width, height = size
    return all(
        a * x + b * y + c >= 0.5 - _HAIR
        for a, b, c in sides.tolist()
        for x in (0.5, width - 0.5)
        for y in (0.5, height - 0.5)
    )


def _ranges(sides: Sides, size: tuple[int, int], step: int, depths: tuple[float, float]) -> NDArray[np.float64]:
    """For each row the columns wholly inside and, about them, those not wholly outside; shape (rows, 4)."""
    inner, outer = (_inner(sides, size, step, depth) for depth in depths)
    empty = inner[:, 0] >= inner[:, 1]
    inner[empty] = outer[empty, :1]
    return np.concatenate((outer[:, :1], inner, outer[:, 1:]), axis=1)


def _inner(sides: Sides, size: tuple[int, int], step: int, depth: float) -> NDArray[np.float64]:
    """For each row the half-open range of columns whose samples lie at least `depth` inside; shape (rows, 2)."""
    columns, rows = size
    y = step * (np.arange(rows) + 0.5)
    start, end = np.zeros(rows), np.full(rows, float(columns))
    for a, b, c in sides.tolist():
        rest = b * y + c - depth + _HAIR
        if abs(a) < _HAIR:
            end = np.where(rest < 0, 0.0, end)
        elif a > 0:
            start = np.maximum(start, np.ceil((-rest / a - 0.5) / step))
        else:
            end = np.minimum(end, np.floor((-rest / a - 0.5) / step) + 1)
    return np.stack((np.minimum(start, columns), np.maximum(np.minimum(start, columns), end)), axis=1)


@compiled(OUT, WHOLE, TABLE, TABLE)
def _trim(plane: Plane, black: int, sides: Sides, ranges: NDArray[np.float64]) -> None:
    for row in range(plane.shape[0]):
        far, near = int(ranges[row, 0]), int(ranges[row, 1])
        near_end, far_end = int(ranges[row, 2]), int(ranges[row, 3])
        plane[row, :far] = black
        plane[row, far_end:] = black
        for edge in range(far_end - far - (near_end - near)):
            column = far + edge if far + edge < near else far + edge + near_end - near
            cover = 1.0
            for side in range(4):
                depth = sides[side, 0] * (column + 0.5) + sides[side, 1] * (row + 0.5) + sides[side, 2]
                cover *= min(max(depth + 0.5, 0.0), 1.0)
            plane[row, column] = np.uint8(black + 0.5 + cover * (float(plane[row, column]) - black))


@compiled(OUT, OUT, TABLE, TABLE, WHOLE, WHOLE)
def _trim_chroma(u: Plane, v: Plane, sides: Sides, ranges: NDArray[np.float64], width: int, height: int) -> None:
    # the cover of a chroma sample is the mean of the alpha about it, weighed as chroma itself is
    for row in range(u.shape[0]):
        far, near = int(ranges[row, 0]), int(ranges[row, 1])
        near_end, far_end = int(ranges[row, 2]), int(ranges[row, 3])
        u[row, :far] = 128
        v[row, :far] = 128
        u[row, far_end:] = 128
        v[row, far_end:] = 128
        for edge in range(far_end - far - (near_end - near)):
            column = far + edge if far + edge < near else far + edge + near_end - near
            total = 0.0
            for tap in range(6):
                x = min(max(2 * column + tap % 3 - 1, 0), width - 1) + 0.5
                y = min(2 * row + tap // 3, height - 1) + 0.5
                cover = 0.25 if tap % 3 == 1 else 0.125
                for side in range(4):
                    depth = sides[side, 0] * x + sides[side, 1] * y + sides[side, 2]
                    cover *= min(max(depth + 0.5, 0.0), 1.0)
                total += cover
            u[row, column] = np.uint8(128.5 + total * (float(u[row, column]) - 128))
            v[row, column] = np.uint8(128.5 + total * (float(v[row, column]) - 128))
