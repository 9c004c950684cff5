"""A picture put where it stands, no larger than what can be seen of it."""

import math
from dataclasses import dataclass
from functools import lru_cache

from draftreel.image.geometry import crop, warp
from draftreel.image.image import Image
from draftreel.image.matrix import Box, Matrix, corners, joined, moved
from draftreel.image.mixing import Paint

_HAIR = 1e-6


def placed(image: Image, matrix: Matrix, window: Box, size: tuple[int, int]) -> Paint | None:
    """The picture's window as `matrix` places it on a canvas of `size`; None where nothing of it can be seen."""
    place = _place(matrix, window, size)
    if place is None:
        return None
    if place.part:
        return Paint(image if place.part == (0, 0, *image.size) else crop(image, place.part), place.at)
    return Paint(warp(image, place.matrix, place.size, window), place.at)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture comes to lie: a `part` of it as it is, or a warp to `size`."""

    at: tuple[int, int]
    size: tuple[int, int]
    matrix: Matrix
    part: tuple[int, int, int, int] | None


@lru_cache(64)
def _place(matrix: Matrix, window: Box, canvas: tuple[int, int]) -> _Place | None:
    """None where nothing can be seen; kept, as most of what is placed every frame stands still."""
    if not all(math.isfinite(value) for row in matrix for value in row):
        return None
    outline = corners(matrix, window)
    left, top = (_floor_even(min(axis)) for axis in zip(*outline, strict=True))
    right, bottom = (math.ceil(max(axis) - _HAIR) for axis in zip(*outline, strict=True))
    box = max(left, 0), max(top, 0), min(right, canvas[0]), min(bottom, canvas[1])
    if box[0] >= box[2] or box[1] >= box[3]:
        return None
    part = _copied(matrix, window, box)
    at = (part[0] + int(matrix[0][2]), part[1] + int(matrix[1][2])) if part else box[:2]
    return _Place(at, (box[2] - box[0], box[3] - box[1]), joined(moved(-box[0], -box[1]), matrix), part)


def _copied(matrix: Matrix, window: Box, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """The part whose pixels are shown as they are, where the way is by whole pairs of them."""
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
    return None if part[0] % 2 or part[1] % 2 else part


def _floor_even(value: float) -> int:
    return 2 * math.floor((value + _HAIR) / 2)
