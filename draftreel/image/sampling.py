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

from draftreel.image.compiled import FINE_IN, FINE_OUT, FRACTIONS, IN, INDICES, OUT, REAL, ROW, compiled, piece
from draftreel.image.image import Plane
from draftreel.image.room import room

_Levels = NDArray[np.uint8] | NDArray[np.uint16]
_Lines = tuple[np.uint32, np.uint32, np.uint32]
_Shares = tuple[np.float32, np.float32, np.float32]

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
    plane: _Levels,
    rows: NDArray[np.uint32],
    shares: NDArray[np.float32],
    gain: float,
    total: NDArray[np.float32],
    out: _Levels,
) -> None:
    # up to three taps at once: they take a third of the time of one after the other
    columns, taps = out.shape[1], rows.shape[0]
    factor, line = np.float32(gain), total[:columns]
    for row in range(out.shape[0]):
        if taps <= 3:
            _weigh(plane, _lines(rows, 0, row), _shares(shares, 0, row, factor), out[row])
            continue
        line[:] = np.float32(0.5)
        for tap in range(0, taps, 3):
            _add(plane, _lines(rows, tap, row), _shares(shares, tap, row, factor), line)
        for column in range(columns):
            out[row, column] = np.int32(line[column])


@piece
def _lines(rows: NDArray[np.uint32], tap: int, row: int) -> _Lines:
    last = rows.shape[0] - 1
    return rows[tap, row], rows[min(tap + 1, last), row], rows[min(tap + 2, last), row]


@piece
def _shares(shares: NDArray[np.float32], tap: int, row: int, factor: np.float32) -> _Shares:
    """The shares of three taps, nothing for those that are not there."""
    last = shares.shape[0] - 1
    second, third = min(tap + 1, last), min(tap + 2, last)
    return (
        shares[tap, row] * factor,
        shares[second, row] * factor * np.float32(second > tap),
        shares[third, row] * factor * np.float32(third > second),
    )


@piece
def _weigh(plane: _Levels, lines: _Lines, shares: _Shares, out: _Levels) -> None:
    """Three rows or two, added up and rounded."""
    (one, two, three), (first, second, third) = lines, shares
    half = np.float32(0.5)
    if third > 0:
        for column in range(out.size):
            both = np.float32(plane[one, column]) * first + np.float32(plane[two, column]) * second
            out[column] = np.int32(half + (both + np.float32(plane[three, column]) * third))
    else:
        for column in range(out.size):
            both = np.float32(plane[one, column]) * first + np.float32(plane[two, column]) * second
            out[column] = np.int32(half + both)


@piece
def _add(plane: _Levels, lines: _Lines, shares: _Shares, total: NDArray[np.float32]) -> None:
    """Three rows, two or one added to a total."""
    (one, two, three), (first, second, third) = lines, shares
    if third > 0:
        for column in range(total.size):
            both = np.float32(plane[one, column]) * first + np.float32(plane[two, column]) * second
            total[column] += both + np.float32(plane[three, column]) * third
    elif second > 0:
        for column in range(total.size):
            both = np.float32(plane[one, column]) * first + np.float32(plane[two, column]) * second
            total[column] += both
    elif first > 0:
        for column in range(total.size):
            total[column] += np.float32(plane[one, column]) * first


_mix_rows = compiled(IN, INDICES, FRACTIONS, REAL, ROW, FINE_OUT)(_rows)
_mix_fine_rows = compiled(FINE_IN, INDICES, FRACTIONS, REAL, ROW, OUT)(_rows)
