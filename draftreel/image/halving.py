"""Pictures made half as large, pixels in fours: a tenth of the time that any other ratio takes."""

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FINE_ROW, IN, OUT, compiled
from draftreel.image.image import Image, Plane
from draftreel.image.room import room

_ROOM = 4  # nearer to the size wanted, an uneven rest would be blurred twice


def halved(image: Image, size: tuple[int, int]) -> Image:
    """The picture halved as often as that leaves at least twice `size` (width, height), or `size` itself."""
    while _evenly(image.size) and (_exceeds(image.size, size) or image.size == (2 * size[0], 2 * size[1])):
        image = _half(image)
    return image


def _evenly(size: tuple[int, int]) -> bool:
    return size[0] % 4 == 0 and size[1] % 4 == 0  # so that the chroma's halves are whole too


def _exceeds(size: tuple[int, int], wanted: tuple[int, int]) -> bool:
    return size[0] >= _ROOM * wanted[0] and size[1] >= _ROOM * wanted[1]


def _half(image: Image) -> Image:
    y, u, v, *alpha = image.planes
    return Image((_mean(y), _sited_mean(u), _sited_mean(v), *map(_mean, alpha)), image.layout)


def _mean(plane: Plane) -> Plane:
    height, width = plane.shape
    return np.asarray(cv2.resize(plane, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)


def _sited_mean(plane: Plane) -> Plane:
    out = np.empty((plane.shape[0] // 2, plane.shape[1] // 2), np.uint8)
    columns = out.shape[1]
    sums, pairs = room(np.uint16, (2 * columns,), (columns + 1,))
    _halve_sited(plane, sums, pairs, out)
    return out


@compiled(IN, FINE_ROW, FINE_ROW, OUT)
def _halve_sited(plane: Plane, sums: NDArray[np.uint16], pairs: NDArray[np.uint16], out: Plane) -> None:
    # the mean of two chroma samples lies between them, an eighth of a new one after where left-sited ones belong
    columns = out.shape[1]
    for row in range(out.shape[0]):
        for column in range(2 * columns):
            sums[column] = np.uint16(plane[2 * row, column]) + np.uint16(plane[2 * row + 1, column])
        for column in range(columns):
            pairs[column + 1] = sums[2 * column] + sums[2 * column + 1]
        pairs[0] = pairs[1]
        for column in range(columns):
            out[row, column] = np.uint8((7 * np.uint32(pairs[column + 1]) + np.uint32(pairs[column]) + 16) >> 5)
