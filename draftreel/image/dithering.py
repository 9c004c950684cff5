"""Smooth planes in steps finer than a level, and their rounding to whole levels without bands.

Where a picture changes by less than a level in many pixels, plain rounding draws contours that eyes see. Here each
pixel is rounded up or down by where it lies, so that its neighbourhood keeps the mean: ordered dithering, B. E. Bayer,
"An optimum method for two-level rendition of continuous-tone pictures" (1973). Whole levels stay as they are, and the
pattern stands still: what does not move costs an encoder nothing.
"""

from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FINE_IN, IN, OUT, compiled
from draftreel.image.image import Plane

FinePlane: TypeAlias = NDArray[np.uint16]
"""Shape (height, width), contiguous: 256 steps to a level."""

_STEPS = 256
_ORDER = 4  # doublings: the pattern measures 16 x 16, a threshold for each step
_REACH = 3  # what a Gaussian holds beyond so many sigmas is left out


def refined(plane: Plane) -> FinePlane:
    """A plane in fine steps."""
    return np.multiply(plane, _STEPS, dtype=np.uint16)


def rounded(plane: FinePlane) -> Plane:
    """A fine plane in whole levels, dithered."""
    out = np.empty(plane.shape, np.uint8)
    _round(plane, thresholds(plane.shape[1]), out)
    return out


def softened(plane: Plane, sigma: float, size: tuple[int, int]) -> Plane:
    """A plane out of focus (Gaussian, `sigma` in its own pixels) and stretched to (width, height), without bands."""
    reach = 2 * round(_REACH * sigma) + 1
    soft = cv2.GaussianBlur(refined(plane), (reach, reach), sigma, borderType=cv2.BORDER_REPLICATE)
    if size != (plane.shape[1], plane.shape[0]):
        soft = cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR)
    return rounded(np.ascontiguousarray(soft, np.uint16))


@lru_cache(16)
def thresholds(width: int) -> Plane:
    """Rows of the pattern, 0..255, repeated to a width; a plane's row r has row r % 16 of them."""
    pattern = np.zeros((1, 1), np.int64)
    for _ in range(_ORDER):
        pattern = np.block([[4 * pattern, 4 * pattern + 2], [4 * pattern + 3, 4 * pattern + 1]])
    repeats = -(-width // len(pattern))
    rows = np.tile(pattern, repeats)[:, :width].astype(np.uint8)
    rows.flags.writeable = False
    return rows


@compiled(FINE_IN, IN, OUT)
def _round(plane: FinePlane, pattern: Plane, out: Plane) -> None:
    for row in range(out.shape[0]):
        line = pattern[row % len(pattern)]
        for column in range(out.shape[1]):
            out[row, column] = np.uint8((np.uint32(plane[row, column]) + np.uint32(line[column])) >> 8)
