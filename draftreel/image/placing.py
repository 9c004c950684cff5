"""A picture put where it stands, no larger than what can be seen of it."""

import math

from draftreel.image.geometry import crop, warp
from draftreel.image.image import Image
from draftreel.image.matrix import Box, Matrix, corners, joined, moved
from draftreel.image.mixing import Paint

_HAIR = 1e-6


def placed(image: Image, matrix: Matrix, window: Box, size: tuple[int, int]) -> Paint | None:
    """The picture's window as `matrix` places it on a canvas of `size`; None where nothing of it can be seen."""
    if not all(math.isfinite(value) for row in matrix for value in row):
        return None
    outline = corners(matrix, window)
    left, top = (_floor_even(min(axis)) for axis in zip(*outline, strict=True))
    right, bottom = (math.ceil(max(axis) - _HAIR) for axis in zip(*outline, strict=True))
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1])
    if left >= right or top >= bottom:
        return None
    box = left, top, right, bottom
    return _copied(image, matrix, window, box) or _warped(image, matrix, window, box)


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
