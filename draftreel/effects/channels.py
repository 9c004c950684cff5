"""Red, green and blue apart from each other, without leaving the planes.

With y, u, v about their zeros, R = y + RED v and B = y + BLUE u (BT.709, limited range). So the new luma is
the luma of three shifted pictures, each with its share, and a change that comes from their chroma.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image import Image, Layout, Plane
from draftreel.image.compiled import FRACTIONS, IN, OUT, REAL, compiled

_RED = 1.5748 * 219 / 224
_BLUE = 1.8556 * 219 / 224
_RED_SHARE = 0.2126
_BLUE_SHARE = 0.0722
_CHANGES = FRACTIONS.replace(", True", "")


def parted(image: Image, across: int, down: int) -> Image:
    """Red moved right and down by so many pixels, blue left and up.

    The edges go on as they end. What is transparent in all three stays so.
    """
    if not across and not down:
        return image
    y, u, v, *alpha = image.planes
    small = np.asarray(cv2.resize(y, u.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    half = across / 2, down / 2
    red_y, blue_y = _apart(y, across, down)
    red_small, blue_small = _apart(small, *half)
    (_, blue_u), (red_v, _) = _apart(u, *half), _apart(v, *half)
    luma, new_u, new_v = (np.empty(plane.shape, np.uint8) for plane in (y, u, v))
    change = np.empty((u.shape[0], u.shape[1] + 1), np.float32)
    _change(u, blue_u, v, red_v, change)
    _tint(small, blue_small, red_small, blue_u, change, _BLUE_SHARE, _RED_SHARE, 1 / _BLUE, new_u)
    _tint(small, red_small, blue_small, red_v, change, _RED_SHARE, _BLUE_SHARE, 1 / _RED, new_v)
    _light(y, red_y, blue_y, change, luma)
    if not alpha:
        return Image((luma, new_u, new_v))
    return Image((luma, new_u, new_v, np.maximum.reduce((alpha[0], *_apart(alpha[0], across, down)))), Layout.YUVA)


def _apart(plane: Plane, across: float, down: float) -> tuple[Plane, Plane]:
    """The plane as red sees it, moved right and down by so many samples or halves of one, and as blue does."""
    x, y = math.ceil(abs(across)), math.ceil(abs(down))
    wide = np.asarray(cv2.copyMakeBorder(plane, y, y, x, x, cv2.BORDER_REPLICATE), np.uint8)
    return _part(wide, plane.shape, x - across, y - down), _part(wide, plane.shape, x + across, y + down)


def _part(wide: Plane, shape: tuple[int, ...], left: float, top: float) -> Plane:
    """So much of a plane from there on, between two samples their mean."""
    x, y = math.floor(left), math.floor(top)
    if left > x:
        halves = (_part(wide, shape, column, top) for column in (x, x + 1))
    elif top > y:
        halves = (_part(wide, shape, left, row) for row in (y, y + 1))
    else:
        return wide[y : y + shape[0], x : x + shape[1]]
    return np.asarray(cv2.addWeighted(next(halves), 0.5, next(halves), 0.5, 0), np.uint8)


@compiled(IN, IN, IN, IN, _CHANGES)
def _change(u: Plane, blue_u: Plane, v: Plane, red_v: Plane, out: NDArray[np.float32]) -> None:
    """What the luma changes by because red and blue have another chroma; the last column once more."""
    red, blue = np.float32(_RED_SHARE * _RED), np.float32(_BLUE_SHARE * _BLUE)
    width = u.shape[1]
    total = np.empty(width, np.float32)
    for row in range(u.shape[0]):
        for column in range(width):
            total[column] = red * (np.float32(red_v[row, column]) - np.float32(v[row, column]))
        for column in range(width):
            total[column] += blue * (np.float32(blue_u[row, column]) - np.float32(u[row, column]))
        for column in range(width):
            out[row, column] = total[column]
        out[row, width] = total[width - 1]


@compiled(IN, IN, IN, IN, FRACTIONS, REAL, REAL, REAL, OUT)
def _tint(  # noqa: PLR0913, PLR0917 - a kernel takes planes and numbers and nothing else
    y: Plane,
    own_y: Plane,
    other_y: Plane,
    chroma: Plane,
    change: NDArray[np.float32],
    own_share: float,
    other_share: float,
    gain: float,
    out: Plane,
) -> None:
    """The chroma of a colour that sees `own_y` and `chroma`, when all three are put together."""
    own, other = np.float32(1 - own_share), np.float32(other_share)
    factor, half, still = np.float32(gain), np.float32(0.5), np.float32(own_share + other_share - 1)
    width = out.shape[1]
    total = np.empty(width, np.float32)
    for row in range(out.shape[0]):  # a few planes at a time: machines do not look after more side by side
        for column in range(width):
            total[column] = own * np.float32(own_y[row, column]) - other * np.float32(other_y[row, column])
        for column in range(width):
            total[column] += still * np.float32(y[row, column]) - change[row, column]
        for column in range(width):
            tint = np.float32(chroma[row, column]) + factor * total[column] + half
            out[row, column] = np.uint8(min(max(np.int32(tint), np.int32(0)), np.int32(255)))


@compiled(IN, IN, IN, FRACTIONS, OUT)
def _light(y: Plane, red_y: Plane, blue_y: Plane, change: NDArray[np.float32], out: Plane) -> None:
    red_share, blue_share = np.float32(_RED_SHARE), np.float32(_BLUE_SHARE)
    rest = np.float32(1) - red_share - blue_share
    half = np.float32(0.5)
    width = out.shape[1]
    tint = np.empty(width + 1, np.float32)
    for row in range(out.shape[0]):
        for column in range((width + 1) // 2):
            tint[2 * column] = change[row // 2, column]
            tint[2 * column + 1] = half * (change[row // 2, column] + change[row // 2, column + 1])
        for column in range(width):
            total = rest * np.float32(y[row, column]) + red_share * np.float32(red_y[row, column])
            total += blue_share * np.float32(blue_y[row, column]) + tint[column] + half
            out[row, column] = np.uint8(min(max(np.int32(total), np.int32(0)), np.int32(255)))
