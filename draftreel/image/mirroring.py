"""Pictures that go on beyond their edges as their own mirror images, like tiles without an end."""

import math

import cv2
import numpy as np

from draftreel.image.geometry import crop, warp
from draftreel.image.image import Image, Plane
from draftreel.image.matrix import Matrix, corners, joined, moved
from draftreel.image.smearing import blurred_along


def drifted(image: Image, by: tuple[int, int]) -> Image:
    """The tiles moved by (x, y) even pixels, to the right and down, and seen through the picture's own frame."""
    across, down = _nearest(by[0], image.width), _nearest(by[1], image.height)
    if not across and not down:
        return image
    left, top = max(across, 0), max(down, 0)
    wide = _tiled(image, (left, top, left - across, top - down))
    left, top = left - across, top - down
    return crop(wide, (left, top, left + image.width, top + image.height))


def filmed(image: Image, matrix: Matrix) -> Image:
    """What `matrix` makes of the tiles, seen through the picture's own frame: no edge ever shows."""
    left, top, right, bottom = _reach(image, matrix)
    if not (left or top or right or bottom):
        return warp(image, matrix, image.size)
    return warp(_tiled(image, (left, top, right, bottom)), joined(matrix, moved(-left, -top)), image.size)


def streaked(image: Image, across: float, down: float) -> Image:
    """The tiles as they look when they move by so many pixels across and down while the shutter is open.

    On a slant the little that comes from beyond an edge is the edge itself.
    """
    if across and down:
        return blurred_along(image, math.degrees(math.atan2(down, across)), math.hypot(across, down))
    y, u, v, *alpha = image.planes
    colours = (_streaked(plane, across / 2, down / 2) for plane in (u, v))
    return Image(
        (_streaked(y, across, down), *colours, *(_streaked(plane, across, down) for plane in alpha)), image.layout
    )


def _streaked(plane: Plane, across: float, down: float) -> Plane:
    # a mean along rows or columns costs the same however long it is
    box = 2 * int(abs(across) / 2) + 1, 2 * int(abs(down) / 2) + 1
    return plane if box == (1, 1) else np.asarray(cv2.blur(plane, box, borderType=cv2.BORDER_REFLECT), np.uint8)


def _nearest(way: int, length: int) -> int:
    """The shortest way to the same tiles: they repeat after two lengths."""
    rest = way % (2 * length)
    return rest if rest <= length else rest - 2 * length


def _reach(image: Image, matrix: Matrix) -> tuple[int, int, int, int]:
    """How many pixels beyond each edge the frame sees, even: left, top, right, bottom."""
    back = cv2.invertAffineTransform(np.array(matrix))
    (a, b, x), (d, e, y) = back.tolist()
    frame = 0.0, 0.0, float(image.width), float(image.height)
    outline = corners(((a, b, x), (d, e, y)), frame)
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*outline, strict=True))
    return _room(-left), _room(-top), _room(right - image.width), _room(bottom - image.height)


def _room(pixels: float) -> int:
    return 2 * math.ceil((pixels + 1) / 2) if pixels > 0 else 0


def _tiled(image: Image, beyond: tuple[int, int, int, int]) -> Image:
    y, u, v, *alpha = image.planes
    half = tuple(pixels // 2 for pixels in beyond)
    return Image(
        (_grown(y, beyond), _grown(u, half), _grown(v, half), *(_grown(plane, beyond) for plane in alpha)), image.layout
    )


def _grown(plane: Plane, beyond: tuple[int, ...]) -> Plane:
    left, top, right, bottom = beyond
    return np.asarray(cv2.copyMakeBorder(plane, top, bottom, left, right, cv2.BORDER_REFLECT), np.uint8)
