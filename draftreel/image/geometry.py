"""Moving, turning, scaling, cutting and blurring, with the luma and the chroma each on its own grid.

Left-sited 4:2:0 puts chroma sample (i, j) at the point (2i + 0.5, 2j + 1) of the picture. A map
p -> A p + b of the picture is therefore c -> A c + (A o + b - o) / 2 on chroma indices, with
o = (0.5, 1); on luma indices, whose samples sit at (i + 0.5, j + 0.5), it is p -> A p + A h + b - h
with h = (0.5, 0.5).
"""

import math
from functools import lru_cache

import cv2
import numpy as np

from draftreel.image.dithering import softened
from draftreel.image.halving import halved
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.matrix import Box, Matrix, area, joined, moved, scaled, stretch
from draftreel.image.sampling import resampled, taps
from draftreel.image.trimming import trimmed
from draftreel.image.turning import turned

cv2.setNumThreads(1)  # decoding and encoding have the other cores; more threads cost more than they save here

_SMALLEST = 1e-6


def crop(image: Image, box: tuple[int, int, int, int]) -> Image:
    """The pixels inside (left, top, right, bottom), without a copy where left and top are even."""
    left, top, right, bottom = box
    if left % 2 or top % 2:
        return warp(image, moved(-left, -top), (right - left, bottom - top))
    y, u, v, *alpha = image.planes
    half = slice(top // 2, (bottom + 1) // 2), slice(left // 2, (right + 1) // 2)
    whole = slice(top, bottom), slice(left, right)
    return Image((y[whole], u[half], v[half], *(plane[whole] for plane in alpha)), image.layout)


def resize(image: Image, size: tuple[int, int]) -> Image:
    """The whole picture at another (width, height): averaged down, interpolated up."""
    small = min(size[0], image.width), min(size[1], image.height)
    image = halved(image, small)
    if small != image.size:
        image = _sampled(image, scaled(small[0] / image.width, small[1] / image.height), small)
    return image if size == small else _enlarged(image, size)


def warp(image: Image, matrix: Matrix, size: tuple[int, int], window: Box | None = None) -> Image:
    """What `matrix` makes of the picture (or of its `window` alone) on a canvas of (width, height).

    The edges are anti-aliased and what lies outside is transparent; a picture that covers the canvas stays opaque.
    """
    window = window or (0.0, 0.0, float(image.width), float(image.height))
    if abs(area(matrix)) < _SMALLEST:
        return _nothing(size)
    if matrix[0][1] or matrix[1][0]:
        image, matrix, window = _reduced(image, matrix, window)
    return trimmed(_sampled(image, matrix, size), matrix, window)


def blur(image: Image, sigma: float, size: tuple[int, int] | None = None) -> Image:
    """A Gaussian blur, `sigma` in pixels, enlarged to `size` (width, height) where one is given.

    A wide one is done small. What comes out is dithered: a smooth picture in whole levels would show bands.
    """
    size = size or image.size
    if sigma <= 0:
        return resize(image, size)
    step = max(1, 2 ** int(math.log2(max(sigma / 4, 1))))
    small = resize(image, (max(1, image.width // step), max(1, image.height // step)))
    return _soft(small, sigma / step, size)


def _soft(image: Image, sigma: float, size: tuple[int, int]) -> Image:
    y, u, v, *alpha = image.planes
    shift = (1 - image.width / size[0]) / 4
    colours = (softened(_sited(plane, shift), sigma / 2, _half(size)) for plane in (u, v))
    return Image((softened(y, sigma, size), *colours, *(softened(plane, sigma, size) for plane in alpha)), image.layout)


def _plane(array: object) -> Plane:
    return np.asarray(array, dtype=np.uint8)


def _half(size: tuple[int, int]) -> tuple[int, int]:
    return (size[0] + 1) // 2, (size[1] + 1) // 2


def _nothing(size: tuple[int, int]) -> Image:
    width, height = _half(size)
    grey = np.full((height, width), 128, np.uint8)
    return Image((np.full(size[::-1], 16, np.uint8), grey, grey.copy(), np.zeros(size[::-1], np.uint8)), Layout.YUVA)


def _enlarged(image: Image, size: tuple[int, int]) -> Image:
    y, u, v, *alpha = image.planes
    shift = (1 - image.width / size[0]) / 4
    planes = (_stretched(y, size), *(_stretched(_sited(plane, shift), _half(size)) for plane in (u, v)))
    return Image((*planes, *(_stretched(plane, size) for plane in alpha)), image.layout)


def _stretched(plane: Plane, size: tuple[int, int]) -> Plane:
    return _plane(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR))


def _sited(plane: Plane, shift: float) -> Plane:
    # stretching keeps the middle of the chroma grid in place, which is not where left-sited samples belong
    if plane.shape[1] < 2 or shift == 0:
        return plane
    following = np.concatenate((plane[:, 1:], plane[:, -1:]), axis=1)
    return _plane(cv2.addWeighted(plane, 1 - shift, following, shift, 0))


def _reduced(image: Image, matrix: Matrix, window: Box) -> tuple[Image, Matrix, Box]:
    """The same task with a picture that is at most twice too large: interpolating alone would skip pixels."""
    steps = tuple(2 ** max(0, int(math.log2(1 / max(factor, _SMALLEST)))) for factor in stretch(matrix))
    if steps == (1, 1):
        return image, matrix, window
    left, top = 2 * int(max(window[0], 0) / 2), 2 * int(max(window[1], 0) / 2)
    right, bottom = min(image.width, math.ceil(window[2])), min(image.height, math.ceil(window[3]))
    part = crop(image, (left, top, right, bottom))
    small = resize(part, (max(1, part.width // steps[0]), max(1, part.height // steps[1])))
    across, down = part.width / small.width, part.height / small.height
    box = (
        (window[0] - left) / across,
        (window[1] - top) / down,
        (window[2] - left) / across,
        (window[3] - top) / down,
    )
    return small, joined(matrix, moved(left, top), scaled(across, down)), box


def _sampled(image: Image, matrix: Matrix, size: tuple[int, int]) -> Image:
    """Resampled at every pixel of the canvas; outside the picture its edge pixels go on for a little at least."""
    y, u, v, *alpha = image.planes
    luma, chroma = _on_grid(matrix, 0.5, 0.5, 1), _on_grid(matrix, 0.5, 1.0, 2)
    colours = _moved((u, v), chroma, _half(size))
    y, *alpha = _moved((y, *alpha), luma, size)
    return Image((y, *colours, *alpha), image.layout)


@lru_cache(64)  # most of what is warped every frame stands still
def _on_grid(matrix: Matrix, x: float, y: float, step: int) -> Matrix:
    """The map on the indices of samples that sit at (step * i + x, step * j + y)."""
    return joined(scaled(1 / step, 1 / step), moved(-x, -y), matrix, moved(x, y), scaled(step, step))


def _moved(planes: tuple[Plane, ...], matrix: Matrix, size: tuple[int, int]) -> tuple[Plane, ...]:
    """Planes of one size by a map of their indices."""
    (a, b, x), (d, e, y) = matrix
    if b or d:
        return tuple(turned(plane, matrix, size) for plane in planes)
    height, width = planes[0].shape
    across, down = taps(size[0], a, x, width), taps(size[1], e, y, height)
    return tuple(resampled(plane, across, down) for plane in planes)
