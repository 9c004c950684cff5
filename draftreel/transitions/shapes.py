"""Shapes that a picture opens in, as masks: drawn twice as fine as the picture, or coarser where they are soft."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from draftreel.image import Plane
from draftreel.transitions.outlines import Points, covering, outline

_BITS = 4  # corners are placed to a sixteenth of a pixel
_FINE = 2.0
_BORDER = 0.25  # pixels beyond an outline that are painted along with it
_SOFT = 8  # an edge wider than so many pixels is as good drawn at half the size


@dataclass(frozen=True, slots=True)
class Opening:
    """An outline's name, the width of its edge as a share of the shorter side, its centre in shares of the size."""

    shape: str
    softness: float
    centre: tuple[float, float]


def opened(size: tuple[int, int], opening: Opening, progress: float) -> Plane:
    """255 inside the shape and 0 outside; at progress 1 its whole edge lies outside (width, height)."""
    soft = opening.softness * min(size)
    middle = opening.centre[0] * size[0], opening.centre[1] * size[1]
    reach = progress * (1 + opening.softness) * covering(opening.shape, size, middle)
    corners = outline(opening.shape, size[0] / size[1]) * max(reach - _BORDER, 0) + middle
    return drawn(size, [corners], soft)


def drawn(size: tuple[int, int], outlines: Sequence[Points], soft: float = 0.0) -> Plane:
    """255 inside the outlines (in pixels) and 0 outside, their edges `soft` pixels wide."""
    fine = 2.0 ** -math.floor(math.log2(soft / _SOFT)) if soft >= _SOFT else _FINE
    mask = np.zeros((math.ceil(size[1] * fine), math.ceil(size[0] * fine)), np.uint8)
    across, down = mask.shape[1] / size[0], mask.shape[0] / size[1]
    for corners in outlines:
        steps = corners * (across, down) - 0.5  # OpenCV's pixels have whole centres
        cv2.fillPoly(mask, [np.round(steps * 2**_BITS).astype(np.int32)], 255, cv2.LINE_8, _BITS)
    return _sized(_softened(mask, soft * down), size)


def _softened(mask: Plane, soft: float) -> Plane:
    width = 2 * int(soft / 2) + 1
    if width == 1:
        return mask
    return np.asarray(cv2.blur(mask, (width, width), borderType=cv2.BORDER_REPLICATE), np.uint8)


def _sized(mask: Plane, size: tuple[int, int]) -> Plane:
    way = cv2.INTER_AREA if mask.shape[0] > size[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(mask, size, interpolation=way), np.uint8)
