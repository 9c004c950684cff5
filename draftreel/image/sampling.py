"""One plane resampled along its own axes: averaged where it shrinks, interpolated where it grows.

Every pixel is the mean of the source over a box about the place it comes from; the box is one
source pixel wide, or one output pixel if that is wider. At scale 1 and above that is linear
interpolation; a move by whole pixels is a copy.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FRACTIONS, IN, INDICES, OUT, compiled
from draftreel.image.image import Plane


@dataclass(frozen=True, slots=True)
class Taps:
    """The source samples that make each output sample, and their shares: both of shape (outputs, taps)."""

    indices: NDArray[np.int32]
    weights: NDArray[np.float32]


def taps(count: int, scale: float, offset: float, length: int) -> Taps:
    """For `count` outputs out of `length` sources, where source sample i lands on output index scale * i + offset."""
    centre = (np.arange(count) - offset) / scale
    reach = max(1.0, 1 / abs(scale)) / 2
    first = np.floor(centre - reach + 0.5)[:, None]
    indices = first + np.arange(math.ceil(2 * reach) + 1)
    left, right = (centre - reach)[:, None], (centre + reach)[:, None]
    weights = np.maximum(np.minimum(indices + 0.5, right) - np.maximum(indices - 0.5, left), 0)
    weights /= weights.sum(axis=1, keepdims=True)
    return Taps(np.clip(indices, 0, length - 1).astype(np.int32), weights.astype(np.float32))


def resampled(plane: Plane, across: Taps, down: Taps) -> Plane:
    """The plane with these taps for its columns and its rows."""
    out = np.empty((len(down.indices), len(across.indices)), np.uint8)
    _resample(plane, across.indices, across.weights, down.indices, down.weights, out)
    return out


@compiled(IN, INDICES, FRACTIONS, INDICES, FRACTIONS, OUT)
def _resample(
    plane: Plane,
    columns: NDArray[np.int32],
    column_weights: NDArray[np.float32],
    rows: NDArray[np.int32],
    row_weights: NDArray[np.float32],
    out: Plane,
) -> None:
    line = np.empty(plane.shape[1], np.float32)
    half = np.float32(0.5)
    left, right = columns.min(), columns.max() + 1
    for row in range(out.shape[0]):
        for column in range(left, right):
            line[column] = np.float32(0)
        for tap in range(rows.shape[1]):
            source, weight = rows[row, tap], row_weights[row, tap]
            if weight > 0:
                for column in range(left, right):
                    line[column] += np.float32(plane[source, column]) * weight
        if columns.shape[1] == 2:
            for column in range(out.shape[1]):
                first, second = line[columns[column, 0]], line[columns[column, 1]]
                out[row, column] = np.uint8(half + first + (second - first) * column_weights[column, 1])
        else:
            for column in range(out.shape[1]):
                total = half
                for tap in range(columns.shape[1]):
                    total += line[columns[column, tap]] * column_weights[column, tap]
                out[row, column] = np.uint8(total)
