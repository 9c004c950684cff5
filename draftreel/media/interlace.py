"""Interlaced pictures: one field kept, the lines between made from their neighbours."""

import cv2
import numpy as np

from draftreel.image import Plane
from draftreel.media.matrices import Planes


def bobbed(planes: Planes) -> Planes:
    """The first field's picture at full height: steady, whatever was shown before it (half the detail)."""
    y, u, v = (_bob(plane) for plane in planes)
    return y, u, v


def _bob(plane: Plane) -> Plane:
    if plane.shape[0] < 4:
        return plane
    out = np.array(plane)
    above, below = plane[0:-2:2], plane[2::2]
    between = cv2.addWeighted(np.ascontiguousarray(above), 0.5, np.ascontiguousarray(below), 0.5, 0)
    out[1 : 2 * len(between) : 2] = between
    if plane.shape[0] % 2 == 0:
        out[-1] = plane[-2]
    return out
