"""What of a source is shown, and where its edges fall."""

import math
from dataclasses import dataclass
from functools import lru_cache

from draftreel.image import Image, Paint
from draftreel.image.matrix import Box, Matrix, corners, joined, moved, scaled

_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Shot:
    """A source's picture, the part of it that is used, and the way from its pixels to the layer's canvas pixels."""

    image: Image
    window: Box
    local: Matrix


@lru_cache(64)  # most of what is shown every frame stands still
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
    plain = paint.image.opaque and paint.opacity >= 1 and paint.blend is None
    return plain and paint.at == (0, 0) and paint.image.size == size


def _whole(value: float) -> int:
    return math.floor(value + 0.5)
