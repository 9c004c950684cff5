"""Pictures that go on beyond their edges as their own mirror images, like tiles without an end."""

import math

import cv2
import numpy as np

from draftreel.image.geometry import crop, warp
from draftreel.image.image import Image, Plane
from draftreel.image.matrix import Matrix, corners, joined, moved


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
    """The tiles as they look when they move by so many pixels across and down while the shutter is open."""
    y, u, v, *alpha = image.planes
    colours = (_streaked(plane, across / 2, down / 2) for plane in (u, v))
    return Image(
        (_streaked(y, across, down), *colours, *(_streaked(plane, across, down) for plane in alpha)), image.layout
    )


def _streaked(plane: Plane, across: float, down: float) -> Plane:
    if across and down:
        return _slanted(plane, across, down)
    box = 2 * int(abs(across) / 2) + 1, 2 * int(abs(down) / 2) + 1
    return plane if box == (1, 1) else np.asarray(cv2.blur(plane, box, borderType=cv2.BORDER_REFLECT), np.uint8)


def _slanted(plane: Plane, across: float, down: float) -> Plane:
    """The mean over a way that is no row and no column: of two places, of two such means, and so on."""
    steps = math.ceil(math.log2(max(abs(across), abs(down), 2)))
    ways = list(zip(_halves(across, steps), _halves(down, steps), strict=True))
    x, y = (sum(abs(way[axis]) for way in ways) // 2 for axis in (0, 1))
    mean = _grown(plane, (x, y, x, y))
    for right, below in ways:
        mean = _halfway(mean, right, below)
    return mean


def _halves(way: float, steps: int) -> list[int]:
    """A half of the way, a quarter and so on in whole samples, an even number in all, so that the middle stays."""
    halves = [round(way / 2**step) for step in range(1, steps + 1)]
    halves[0] += sum(halves) % 2
    return halves


def _halfway(plane: Plane, right: int, below: int) -> Plane:
    """The mean of the plane and of itself so many samples on, where there are both."""
    height, width = plane.shape[0] - abs(below), plane.shape[1] - abs(right)
    left, top = max(-right, 0), max(-below, 0)
    first = plane[top : top + height, left : left + width]
    second = plane[top + below : top + below + height, left + right : left + right + width]
    return np.asarray(cv2.addWeighted(first, 0.5, second, 0.5, 0), np.uint8)


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
