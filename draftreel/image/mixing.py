"""Filling, mixing and laying over: everything that joins colours without moving them."""

import numpy as np

from draftreel.image.colour import yuv
from draftreel.image.image import Image, Layout, Plane

Colour = tuple[float, float, float, float]
"""Red, green, blue, alpha, each 0..1, sRGB, not premultiplied."""


def fill(size: tuple[int, int], colour: Colour) -> Image:
    """One colour over (width, height); opaque colours make opaque pictures."""
    *light, alpha = colour
    y, u, v = yuv(*light)
    half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
    planes = (
        _flat(size, 16 + alpha * (y - 16)),
        _flat(half, 128 + alpha * (u - 128)),
        _flat(half, 128 + alpha * (v - 128)),
    )
    if alpha >= 1:
        return Image(planes)
    return Image((*planes, _flat(size, alpha * 255)), Layout.YUVA)


def _flat(size: tuple[int, int], value: float) -> Plane:
    return np.full((size[1], size[0]), int(value + 0.5), np.uint8)
