"""Planes of any luma-chroma matrix and range made BT.709 limited, without a detour through RGB.

A colour's Y, U, V under one matrix are a linear function of its Y, U, V under another; grey stays
grey, so Y keeps its weight of one and chroma depends on chroma alone (derived from the definitions
in Rec. ITU-R BT.601-7, BT.709-6 and BT.2020-2).
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image import Plane

Planes: TypeAlias = tuple[Plane, Plane, Plane]


class Matrix(Enum):
    """The weights of red and of blue in luma."""

    BT601 = (0.299, 0.114)
    BT709 = (0.2126, 0.0722)
    BT2020 = (0.2627, 0.0593)
    SMPTE240M = (0.212, 0.087)
    FCC = (0.30, 0.11)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How numbers stand for a colour: the matrix, and whether they use the full range of 0..255."""

    matrix: Matrix
    full: bool

    @property
    def is_ours(self) -> bool:
        return self.matrix is Matrix.BT709 and not self.full


def to_ours(planes: Planes, encoding: Encoding) -> Planes:
    """The planes in BT.709 limited range; the very same planes when they already are."""
    if encoding.is_ours:
        return planes
    _, u, v = planes
    weights = _weights(encoding.matrix)
    luma, chroma = (219 / 255, 224 / 255) if encoding.full else (1.0, 1.0)
    moved = 219 / 255 if encoding.full else 219 / 224
    return (
        _luma(planes, luma, moved * weights[0], 16 if encoding.full else 0),
        _blend(u, v, chroma * weights[1]),
        _blend(u, v, chroma * weights[2]),
    )


def _luma(planes: Planes, gain: float, weights: NDArray[np.float64], offset: float) -> Plane:
    y, u, v = planes
    if not weights.any():
        return _plane(cv2.convertScaleAbs(y, alpha=gain, beta=offset))
    size = (y.shape[1], y.shape[0])
    share = _plane(cv2.resize(_blend(u, v, weights), size, interpolation=cv2.INTER_LINEAR))
    return _plane(cv2.addWeighted(y, gain, share, 1.0, offset - 128))


def _blend(u: Plane, v: Plane, weights: NDArray[np.float64]) -> Plane:
    """The weighted sum of two chroma planes about their zero, which is 128."""
    first, second = float(weights[0]), float(weights[1])
    return _plane(cv2.addWeighted(u, first, v, second, 128 * (1 - first - second)))


@cache
def _weights(matrix: Matrix) -> NDArray[np.float64]:
    """What normalised U and V (the columns) add to our Y, U and V (the rows)."""
    both: NDArray[np.float64] = _from_rgb(Matrix.BT709) @ np.linalg.inv(_from_rgb(matrix))
    return np.where(np.abs(both) < 1e-9, 0.0, both)[:, 1:]


def _from_rgb(matrix: Matrix) -> NDArray[np.float64]:
    red, blue = matrix.value
    light = np.array([red, 1 - red - blue, blue])
    u = (np.array([0.0, 0.0, 1.0]) - light) / (2 * (1 - blue))
    v = (np.array([1.0, 0.0, 0.0]) - light) / (2 * (1 - red))
    return np.stack([light, u, v])


def _plane(array: object) -> Plane:
    return np.asarray(array, np.uint8)
