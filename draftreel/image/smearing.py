"""Pictures smeared along a line or away from a point, as a camera does that moves while its shutter is open.

A smear is the mean of many moved pictures. It is made by halves: the mean of a picture and itself
moved, and of that and itself moved twice as far, is the mean of four, and so on.
"""

import math

import cv2
import numpy as np

from draftreel.image.compiled import IN, OUT, WHOLE, compiled
from draftreel.image.geometry import resize, warp
from draftreel.image.image import Image, Plane
from draftreel.image.matrix import joined, moved, scaled

_FINEST = 0.75  # pixels: a smear by less is not seen
_LARGEST_STEP = 4  # how much smaller a picture may be smeared away from a point, where it stays sharp
_MOST_HALVES = 6


def blurred_along(image: Image, degrees: float, length: float) -> Image:
    """The picture smeared over `length` pixels, half of it either way; 0 degrees is level.

    Degrees turn it clockwise. What lies outside is held to be as the edge is.
    """
    across, down = length * math.cos(math.radians(degrees)), length * math.sin(math.radians(degrees))
    if math.hypot(across, down) < _FINEST:
        return image
    y, u, v, *alpha = image.planes
    colours = (_smeared(plane, across / 2, down / 2) for plane in (u, v))
    luma, *alpha = (_smeared(plane, across, down) for plane in (y, *alpha))
    return Image((luma, *colours, *alpha), image.layout)


def blurred_radially(image: Image, centre: tuple[float, float], share: float) -> Image:
    """The picture as it is while it grows to (1 + share) of its size about a point, in pixels from the top left."""
    x, y = min(max(centre[0], 0), image.width), min(max(centre[1], 0), image.height)
    reach = share * max(math.hypot(x - a, y - b) for a in (0, image.width) for b in (0, image.height))
    if share <= 0 or reach < _FINEST:
        return image
    step = min(_LARGEST_STEP, 2 ** max(0, int(math.log2(reach / 8))))
    small = resize(image, (max(1, image.width // step), max(1, image.height // step)))
    halves = min(_MOST_HALVES, max(1, math.ceil(math.log2(reach / step))))
    x, y = x * small.width / image.width, y * small.height / image.height
    for half in range(halves):
        growth = (1 + share) ** (2**half / 2**halves)
        grown = warp(small, joined(moved(x, y), scaled(growth, growth), moved(-x, -y)), small.size)
        planes = (_mean(one, other, half % 2) for one, other in zip(small.planes, grown.planes, strict=True))
        small = Image(tuple(planes), small.layout)
    return resize(small, image.size)


def _smeared(plane: Plane, across: float, down: float) -> Plane:
    halves = math.ceil(math.log2(max(math.hypot(across, down), 1)))
    shifts = [(round(across * part), round(down * part)) for part in (2.0 ** (half - halves) for half in range(halves))]
    shifts = [shift for shift in shifts if shift != (0, 0)]
    if not shifts:
        return plane
    x, y = (sum(axis) for axis in zip(*shifts, strict=True))
    shifts[-1] = shifts[-1][0] + x % 2, shifts[-1][1] + y % 2  # in all an even number, so that the middle stays
    (x, y), (height, width) = (x + x % 2, y + y % 2), plane.shape
    left, top = abs(x) // 2, abs(y) // 2
    border = top, abs(y) - top, left, abs(x) - left
    wide = np.asarray(cv2.copyMakeBorder(plane, *border, cv2.BORDER_REPLICATE), np.uint8)
    for turn, shift in enumerate(shifts):
        wide = _mean(*_pair(wide, shift), turn % 2)
    return wide[:height, :width]


def _pair(plane: Plane, shift: tuple[int, int]) -> tuple[Plane, Plane]:
    """What a plane and the plane moved have in common."""
    (x, y), (height, width) = shift, plane.shape
    one = plane[max(y, 0) : height + min(y, 0), max(x, 0) : width + min(x, 0)]
    other = plane[max(-y, 0) : height + min(-y, 0), max(-x, 0) : width + min(-x, 0)]
    return one, other


def _mean(one: Plane, other: Plane, up: int) -> Plane:
    """The mean, with halves rounded up or down: by turns, so that many do not add up."""
    out = np.empty(one.shape, np.uint8)
    _average(one, other, up, out)
    return out


@compiled(IN, IN, WHOLE, OUT)
def _average(one: Plane, other: Plane, up: int, out: Plane) -> None:
    more = np.uint16(up)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            out[row, column] = np.uint8((np.uint16(one[row, column]) + np.uint16(other[row, column]) + more) >> 1)
