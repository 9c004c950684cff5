"""One plane resampled along its own axes: averaged where it shrinks, interpolated where it grows.

Every pixel is the mean of the source over a box about the place it comes from; the box is one
source pixel wide, or one output pixel if that is wider. At scale 1 and above that is linear
interpolation; a move by whole pixels is a copy.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FRACTIONS, IN, INDICES, OUT, compiled
from draftreel.image.image import Plane


@dataclass(frozen=True, slots=True)
class Taps:
    """The source samples that make each output sample, and their shares: both of shape (taps, outputs)."""

    indices: NDArray[np.uint32]
    weights: NDArray[np.float32]


@lru_cache(64)
def taps(count: int, scale: float, offset: float, length: int) -> Taps:
    """For `count` outputs out of `length` sources, where source sample i lands on output index scale * i + offset."""
    centre = (np.arange(count) - offset) / scale
    reach = max(1.0, 1 / abs(scale)) / 2
    indices = np.floor(centre - reach + 0.5) + np.arange(math.ceil(2 * reach) + 1)[:, None]
    weights = np.maximum(np.minimum(indices + 0.5, centre + reach) - np.maximum(indices - 0.5, centre - reach), 0)
    weights /= weights.sum(axis=0)
    return Taps(np.clip(indices, 0, length - 1).astype(np.uint32), weights.astype(np.float32))


def resampled(plane: Plane, across: Taps, down: Taps) -> Plane:
    """The plane with these taps for its columns and its rows."""
    out = np.empty((down.indices.shape[1], across.indices.shape[1]), np.uint8)
    _resample(plane, across.indices, across.weights, down.indices, down.weights, out)
    return out


@compiled(IN, INDICES, FRACTIONS, INDICES, FRACTIONS, OUT)
def _resample(  # noqa: C901 - two and three taps are written out: they take half the time of the loop
    plane: Plane,
    columns: NDArray[np.uint32],
    shares: NDArray[np.float32],
    rows: NDArray[np.uint32],
    row_shares: NDArray[np.float32],
    out: Plane,
) -> None:
    line, total = np.empty(plane.shape[1], np.float32), np.empty(out.shape[1], np.float32)
    half = np.float32(0.5)
    left, right = columns.min(), columns.max() + 1
    for row in range(out.shape[0]):
        line[left:right] = 0
        for tap in range(rows.shape[0]):
            source, share = rows[tap, row], row_shares[tap, row]
            if share > 0:
                for column in range(left, right):
                    line[column] += np.float32(plane[source, column]) * share
        if columns.shape[0] == 2:
            for column in range(out.shape[1]):
                mean = line[columns[0, column]] * shares[0, column] + line[columns[1, column]] * shares[1, column]
                out[row, column] = np.uint8(np.int32(half + mean))
            continue
        if columns.shape[0] == 3:
            for column in range(out.shape[1]):
                mean = line[columns[0, column]] * shares[0, column] + line[columns[1, column]] * shares[1, column]
                out[row, column] = np.uint8(np.int32(half + mean + line[columns[2, column]] * shares[2, column]))
            continue
        total[:] = half
        for tap in range(columns.shape[0]):
            for column in range(out.shape[1]):
                total[column] += line[columns[tap, column]] * shares[tap, column]
        for column in range(out.shape[1]):
            out[row, column] = np.uint8(np.int32(total[column]))
