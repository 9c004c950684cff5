"""One plane resampled along its own axes: averaged where it shrinks, interpolated where it grows.

Every pixel is the mean of the source over a box about the place it comes from; the box is one
source pixel wide, or one output pixel if that is wider. At scale 1 and above that is linear
interpolation; a move by whole pixels is a copy.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FINE_IN, FINE_OUT, FRACTIONS, IN, INDICES, OUT, REAL, ROW, compiled
from draftreel.image.image import Plane
from draftreel.image.room import room

_BAND = 128  # rows at a time: what lies between the two passes stays near the processor
_FINE = 256.0  # steps to a level between the two passes


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
    left, right = int(across.indices.min()), int(across.indices.max()) + 1
    used, across = plane[:, left:right], Taps(across.indices - np.uint32(left), across.weights)
    out = np.empty((down.indices.shape[1], across.indices.shape[1]), np.uint8)
    rows = room(np.float32, (used.shape[1],), (min(len(out), _BAND),))
    for start in range(0, len(out), _BAND):
        band = slice(start, start + _BAND)
        _resample_band(used, across, Taps(down.indices[:, band], down.weights[:, band]), rows, out[band])
    return out


def _resample_band(plane: Plane, across: Taps, down: Taps, rows: tuple[NDArray[np.float32], ...], out: Plane) -> None:
    # columns are mixed as rows of the transposed picture: machines add up neighbours, and gather one by one
    tall = np.empty((len(out), plane.shape[1]), np.uint16)
    _mix_rows(plane, down.indices, down.weights, _FINE, rows[0], tall)
    wide = np.empty(out.shape[::-1], np.uint8)
    columns = np.asarray(cv2.transpose(tall), np.uint16)
    _mix_fine_rows(columns, across.indices, across.weights, 1 / _FINE, rows[1], wide)
    cv2.transpose(wide, out)


def _rows(
    plane: NDArray[np.uint8] | NDArray[np.uint16],
    rows: NDArray[np.uint32],
    shares: NDArray[np.float32],
    gain: float,
    total: NDArray[np.float32],
    out: NDArray[np.uint8] | NDArray[np.uint16],
) -> None:
    # up to three taps at once: they take a third of the time of one after the other
    columns, taps = out.shape[1], rows.shape[0]
    factor = np.float32(gain)
    for row in range(out.shape[0]):
        total[:] = np.float32(0.5)
        for tap in range(0, taps, 3):
            second, third = min(tap + 1, taps - 1), min(tap + 2, taps - 1)
            one, two, three = rows[tap, row], rows[second, row], rows[third, row]
            first_share = shares[tap, row] * factor
            second_share = shares[second, row] * factor * np.float32(second > tap)
            third_share = shares[third, row] * factor * np.float32(third > second)
            if third_share > 0:
                for column in range(columns):
                    total[column] += (
                        np.float32(plane[one, column]) * first_share
                        + np.float32(plane[two, column]) * second_share
                        + np.float32(plane[three, column]) * third_share
                    )
            elif second_share > 0:
                for column in range(columns):
                    total[column] += (
                        np.float32(plane[one, column]) * first_share + np.float32(plane[two, column]) * second_share
                    )
            elif first_share > 0:
                for column in range(columns):
                    total[column] += np.float32(plane[one, column]) * first_share
        for column in range(columns):
            out[row, column] = np.int32(total[column])


_mix_rows = compiled(IN, INDICES, FRACTIONS, REAL, ROW, FINE_OUT)(_rows)
_mix_fine_rows = compiled(FINE_IN, INDICES, FRACTIONS, REAL, ROW, OUT)(_rows)
