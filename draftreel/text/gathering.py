"""Coverage of many letters gathered on one plane, and laid over a picture in one colour."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image import Plane, yuv
from draftreel.image.compiled import BYTES, IN, OUT, REAL, TABLE, WHOLE, compiled, piece
from draftreel.image.masking import on_chroma
from draftreel.image.matrix import Matrix, area, corners, joined, moved, scaled, stretch
from draftreel.text.canvas import Coverage, Mask
from draftreel.timeline import Colour

_ONE = 256  # steps to a pixel and to full strength
_EDGE = 0.05  # of a pixel, which adding up the steps of a long row cannot be wrong by


def gather(cover: Mask, mask: Mask, matrix: Matrix, strength: float, *, adds: bool) -> None:
    """Joins a mask (nothing along its edges) as `matrix` places it, times `strength` 0..1, to what `cover` holds.

    The matrix is in pixels about the text's centre; of two the stronger counts, or their sum.
    """
    share = round(min(strength, 1.0) * _ONE)
    matrix = joined(moved(-cover.rect.left, -cover.rect.top), matrix, moved(mask.rect.left, mask.rect.top))
    (a, b, x), (d, e, y) = matrix
    if (a, b, d, e) == (1, 0, 0, 1):
        _shift(cover.cover, mask.cover, (x, y), share, adds=adds)
    else:
        part, matrix = _reduced(mask.cover, matrix)
        _turn(cover.cover, part, matrix, share, adds=adds)


def unhidden(cover: Coverage, above: Coverage, opacity: float) -> Coverage:
    """What is left of a coat where the coats above it, all of them at an opacity, will lie over it.

    So that the coats together come out as they are at full opacity, times the opacity:
    a' = o a (1 - t) / (1 - o t), where t is what those above cover.
    """
    out = np.empty_like(cover)
    _unhide(cover, above, opacity, out)
    return out


def lay(planes: tuple[Plane, Plane, Plane, Plane], cover: Coverage, colour: Colour) -> None:
    """A colour over premultiplied planes (y, u, v, alpha), in place, where the coverage of their size says."""
    y, u, v, alpha = planes
    light, blue, red = yuv(*colour[:3])
    half = on_chroma(cover)
    _lay(y, cover, light, colour[3])
    _lay(u, half, blue, colour[3])
    _lay(v, half, red, colour[3])
    _lay(alpha, cover, 255.0, colour[3])


def _shift(cover: Coverage, part: Coverage, to: tuple[float, float], share: int, *, adds: bool) -> None:
    across, down = math.floor(to[0]), math.floor(to[1])
    height, width = part.shape
    # pixel (0, 0) of what is drawn lies between the first two rows and columns of the part
    top, bottom = max(0, -down - 1), min(height - 1, cover.shape[0] - down - 1)
    left, right = max(0, -across - 1), min(width - 1, cover.shape[1] - across - 1)
    if top < bottom and left < right:
        here = cover[down + 1 + top : down + 1 + bottom, across + 1 + left : across + 1 + right]
        weights = round((to[0] - across) * _ONE), round((to[1] - down) * _ONE)
        (_add if adds else _strengthen)(here, part[top : bottom + 1, left : right + 1], *weights, share)


def _turn(cover: Coverage, part: Coverage, matrix: Matrix, share: int, *, adds: bool) -> None:
    outline = corners(matrix, (0.0, 0.0, float(part.shape[1]), float(part.shape[0])))
    xs, ys = zip(*outline, strict=True)
    left, right = max(0, math.floor(min(xs))), min(cover.shape[1], math.ceil(max(xs)))
    top, bottom = max(0, math.floor(min(ys))), min(cover.shape[0], math.ceil(max(ys)))
    if top < bottom and left < right:
        onto = joined(moved(-0.5, -0.5), _inverse(matrix), moved(left + 0.5, top + 0.5))
        _sample(cover[top:bottom, left:right], part.ravel(), part.shape[1], np.array(onto), share, adds)


def _inverse(matrix: Matrix) -> Matrix:
    (a, b, x), (d, e, y) = matrix
    whole = area(matrix)
    return (e / whole, -b / whole, (b * y - e * x) / whole), (-d / whole, a / whole, (d * x - a * y) / whole)


def _reduced(cover: Coverage, matrix: Matrix) -> tuple[Coverage, Matrix]:
    """The same with a mask that is at most twice too large: interpolating alone would skip pixels."""
    across, down = (2 ** max(0, int(math.log2(1 / max(factor, 1e-3)))) for factor in stretch(matrix))
    if (across, down) == (1, 1):
        return cover, matrix
    size = max(1, cover.shape[1] // across), max(1, cover.shape[0] // down)
    small = np.asarray(cv2.resize(cover, size, interpolation=cv2.INTER_AREA), np.uint8)
    factors = cover.shape[1] / size[0], cover.shape[0] / size[1]
    return np.pad(small, 1), joined(matrix, scaled(*factors), moved(-1, -1))


@compiled(OUT, IN, WHOLE, WHOLE, WHOLE)
def _strengthen(here: Plane, part: Plane, across: int, down: int, strength: int) -> None:
    left, up, share = np.int32(across), np.int32(down), np.int32(strength)
    right, below = np.int32(256) - left, np.int32(256) - up
    for row in range(here.shape[0]):
        for column in range(here.shape[1]):
            above = np.int32(part[row, column]) * left + np.int32(part[row, column + 1]) * right
            under = np.int32(part[row + 1, column]) * left + np.int32(part[row + 1, column + 1]) * right
            value = ((((above * up + under * below) >> 8) * share) + 32768) >> 16
            here[row, column] = np.uint8(max(np.int32(here[row, column]), value))


@compiled(OUT, IN, WHOLE, WHOLE, WHOLE)
def _add(here: Plane, part: Plane, across: int, down: int, strength: int) -> None:
    left, up, share = np.int32(across), np.int32(down), np.int32(strength)
    right, below = np.int32(256) - left, np.int32(256) - up
    for row in range(here.shape[0]):
        for column in range(here.shape[1]):
            above = np.int32(part[row, column]) * left + np.int32(part[row, column + 1]) * right
            under = np.int32(part[row + 1, column]) * left + np.int32(part[row + 1, column + 1]) * right
            value = ((((above * up + under * below) >> 8) * share) + 32768) >> 16
            here[row, column] = np.uint8(min(np.int32(here[row, column]) + value, np.int32(255)))


@compiled(OUT, BYTES, WHOLE, TABLE, WHOLE, WHOLE)
def _sample(
    here: Plane, part: NDArray[np.uint8], wide: int, onto: NDArray[np.float64], strength: int, adds: int
) -> None:
    # places in the part are counted in 2 ** -16 pixels; those beyond its free edge are left out
    high, share, width = len(part) // wide, np.int32(strength), np.int32(wide)
    step_x, step_y = np.int32(round(onto[0, 0] * 65536)), np.int32(round(onto[1, 0] * 65536))
    most = np.int32(255) if adds else np.int32(0)
    for row in range(here.shape[0]):
        x, y = onto[0, 1] * row + onto[0, 2], onto[1, 1] * row + onto[1, 2]
        start, end = _within(onto[0, 0], x, wide, here.shape[1])
        first, last = _within(onto[1, 0], y, high, here.shape[1])
        start, end = max(start, first), min(end, last)
        place_x = np.int32((x + onto[0, 0] * start) * 65536)
        place_y = np.int32((y + onto[1, 0] * start) * 65536)
        for column in range(start, end):
            across, down = np.int32((place_x >> 8) & 255), np.int32((place_y >> 8) & 255)
            at = np.uint32((place_y >> 16) * width + (place_x >> 16))
            above = np.int32(part[at]) * (256 - across) + np.int32(part[at + np.uint32(1)]) * across
            at += np.uint32(width)
            below = np.int32(part[at]) * (256 - across) + np.int32(part[at + np.uint32(1)]) * across
            value = np.int32(((((above * (256 - down) + below * down) >> 8) * share) + 32768) >> 16)
            old = np.int32(here[row, column])
            here[row, column] = np.uint8(max(np.int32(min(old + value, most)), old, value))
            place_x += step_x
            place_y += step_y


@piece
def _within(slope: float, base: float, length: int, columns: int) -> tuple[int, int]:
    """The columns c at which base + slope * c lies between the middles of the first and the last sample."""
    low, high = _EDGE - base, length - 1 - _EDGE - base
    if abs(slope) < 1e-9:
        return (0, columns) if low <= 0 <= high else (0, 0)
    one, other = low / slope, high / slope
    return max(0, math.ceil(min(one, other))), min(columns, math.floor(max(one, other)) + 1)


@compiled(IN, IN, REAL, OUT)
def _unhide(cover: Plane, above: Plane, opacity: float, out: Plane) -> None:
    share, whole = np.float32(opacity), np.float32(255)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            hidden = np.float32(above[row, column])
            left = share * (whole - hidden) / max(whole - share * hidden, np.float32(1e-3))
            out[row, column] = np.uint8(np.float32(0.5) + left * np.float32(cover[row, column]))


@compiled(OUT, IN, REAL, REAL)
def _lay(plane: Plane, cover: Plane, value: float, strength: float) -> None:
    colour, share = np.float32(value), np.float32(strength / 255)
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            old = np.float32(plane[row, column])
            step = np.float32(cover[row, column]) * share * (colour - old)
            plane[row, column] = np.uint8(np.int32(old + step + np.float32(0.5)))
