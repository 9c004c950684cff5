"""A picture put where it stands, no larger than what can be seen of it."""

import math
from dataclasses import dataclass

from draftreel.image import Image, Paint, crop, warp
from draftreel.image.matrix import Box, Matrix, corners, joined, moved, scaled

_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Shot:
    """A source's picture, the part of it that is used, and the way from its pixels to the layer's canvas pixels."""

    image: Image
    window: Box
    local: Matrix


def painted(image: Image, matrix: Matrix, window: Box, size: tuple[int, int]) -> Paint | None:
    """The picture's window as `matrix` places it on a canvas of `size`; None where nothing of it can be seen."""
    outline = corners(matrix, window)
    left, top = (_floor_even(min(axis)) for axis in zip(*outline, strict=True))
    right, bottom = (math.ceil(max(axis) - _HAIR) for axis in zip(*outline, strict=True))
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])
    if left >= right or top >= bottom:
        return None
    box = left, top, right, bottom
    return _copied(image, matrix, window, box) or _warped(image, matrix, window, box)


def snapped(matrix: Matrix, window: Box) -> Matrix:
    """An upright picture with its edges on whole pixels, so that what stands still is as sharp as it can be."""
    if abs(matrix[0][1]) > _HAIR or abs(matrix[1][0]) > _HAIR:
        return matrix
    (left, top), _, (right, bottom), _ = (tuple(map(_whole, corner)) for corner in corners(matrix, window))
    if left == right or top == bottom:
        return matrix
    width, height = window[2] - window[0], window[3] - window[1]
    return joined(
        moved(left, top), scaled((right - left) / width, (bottom - top) / height), moved(-window[0], -window[1])
    )


def covers(paint: Paint, size: tuple[int, int]) -> bool:
    """Whether nothing below can be seen."""
    return paint.image.opaque and paint.opacity >= 1 and paint.at == (0, 0) and paint.image.size == size


def _copied(image: Image, matrix: Matrix, window: Box, box: tuple[int, int, int, int]) -> Paint | None:
    """The pixels themselves, where the way is by whole pairs of them."""
    (a, b, x), (d, e, y) = matrix
    if (a, b, d, e) != (1, 0, 0, 1) or x % 2 or y % 2 or any(edge % 1 for edge in window):
        return None
    left, top, right, bottom = box
    across, down = int(x), int(y)
    part = (
        max(left - across, int(window[0])),
        max(top - down, int(window[1])),
        min(right - across, int(window[2])),
        min(bottom - down, int(window[3])),
    )
    if part[0] % 2 or part[1] % 2:
        return None
    whole = part == (0, 0, *image.size)
    return Paint(image if whole else crop(image, part), (part[0] + across, part[1] + down))


def _warped(image: Image, matrix: Matrix, window: Box, box: tuple[int, int, int, int]) -> Paint:
    left, top, right, bottom = box
    drawn = warp(image, joined(moved(-left, -top), matrix), (right - left, bottom - top), window)
    return Paint(drawn, (left, top))


def _floor_even(value: float) -> int:
    return 2 * math.floor((value + _HAIR) / 2)


def _whole(value: float) -> int:
    return math.floor(value + 0.5)
