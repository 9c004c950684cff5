"""One plane resampled on a turned or slanted grid: each pixel interpolated between the four about where it is from.

The four neighbours of each source pixel are first packed into one word, so that an output pixel is one read
from memory, and the rest is arithmetic on many pixels at once.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import IN, ROWS_OUT, TABLE, WORDS, compiled, piece
from draftreel.image.image import Plane
from draftreel.image.matrix import Matrix, area

_MARGIN = 4.0  # samples outside the picture that an edge's softness can ask for


def turned(plane: Plane, matrix: Matrix, size: tuple[int, int]) -> Plane:
    """What `matrix`, a map of sample indices, makes of a plane on one of `size` (width, height).

    Beyond the plane its edge samples go on for four; farther out all is 0. Raises ValueError for no samples or no map.
    """
    if not plane.size or not all(math.isfinite(value) for row in matrix for value in row) or not area(matrix):
        raise ValueError("a plane without samples, or a map that leads nowhere")
    out = np.empty(size[::-1], np.uint8)
    words = np.empty(plane.size, np.uint32)
    _pack(plane, words)
    _turn(words, _way_back(matrix, plane.shape), np.empty(size[0], np.uint32), out)
    return out


@lru_cache(64)  # most of what is turned every frame stands still
def _way_back(matrix: Matrix, shape: tuple[int, int]) -> NDArray[np.float64]:
    """For x and y each: a step across, a step down, the start, the last index. Shape (2, 4)."""
    (a, b, x), (d, e, y) = matrix
    whole = area(matrix)
    a, b, d, e = e / whole, -b / whole, -d / whole, a / whole
    return np.array(((a, b, -a * x - b * y, shape[1] - 1), (d, e, -d * x - e * y, shape[0] - 1)))


@compiled(IN, WORDS)
def _pack(plane: Plane, words: NDArray[np.uint32]) -> None:
    # each sample with the ones right of it, below it and below right; the last of a row or column is its own next
    rows, columns = plane.shape
    for row in range(rows):
        below, line = min(row + 1, rows - 1), words[row * columns : (row + 1) * columns]
        for column in range(columns - 1):
            line[column] = (
                np.uint32(plane[row, column])
                | np.uint32(plane[row, column + 1]) << np.uint32(8)
                | np.uint32(plane[below, column]) << np.uint32(16)
                | np.uint32(plane[below, column + 1]) << np.uint32(24)
            )
        line[-1] = np.uint32(plane[row, -1]) * 0x101 + np.uint32(plane[below, -1]) * 0x1010000


@compiled(WORDS, TABLE, WORDS, ROWS_OUT)
def _turn(words: NDArray[np.uint32], way: NDArray[np.float64], line: NDArray[np.uint32], out: Plane) -> None:
    # three short loops over a row: the middle one gathers, the others are done in many pixels at once
    across, right, bottom = np.float32(way[0, 0]), np.float32(way[0, 3]), np.float32(way[1, 3])
    down, columns = np.float32(way[1, 0]), np.uint32(way[0, 3] + 1)
    for row in range(out.shape[0]):
        x, y = way[0, 1] * row + way[0, 2], way[1, 1] * row + way[1, 2]
        first, end = _within(x, way[0, 0], way[0, 3], 0, out.shape[1])
        first, end = _within(y, way[1, 0], way[1, 3], first, end)
        out[row, :first] = 0
        out[row, end:] = 0
        shown = out[row, first:end]
        from_x, from_y = np.float32(x + way[0, 0] * first), np.float32(y + way[1, 0] * first)
        for column in range(len(shown)):
            place_x, place_y = _place(from_x, across, column, right), _place(from_y, down, column, bottom)
            line[column] = np.uint32(np.uint32(np.int32(place_y)) * columns) + np.uint32(np.int32(place_x))
        for column in range(len(shown)):
            line[column] = words[line[column]]
        for column in range(len(shown)):
            place_x, place_y = _place(from_x, across, column, right), _place(from_y, down, column, bottom)
            shown[column] = _between(line[column], _rest(place_x), _rest(place_y))


@piece
def _within(start: float, step: float, last: float, first: int, end: int) -> tuple[int, int]:
    """Of the columns from `first` to `end` those whose place is on the plane or in its margin."""
    if step == 0:
        return (first, end) if -_MARGIN <= start <= last + _MARGIN else (first, first)
    one, other = (-_MARGIN - start) / step, (last + _MARGIN - start) / step
    low, high = math.ceil(min(max(min(one, other), first), end)), math.floor(max(min(max(one, other), end - 1), -1)) + 1
    return (low, high) if low < high else (first, first)


@piece
def _place(start: np.float32, step: np.float32, column: int, last: np.float32) -> np.float32:
    return min(max(start + np.float32(np.int32(column)) * step, np.float32(0)), last)


@piece
def _rest(place: np.float32) -> np.float32:
    return np.float32(place - np.float32(np.int32(place)))


@piece
def _between(word: np.uint32, right: np.float32, down: np.float32) -> np.uint8:
    upper = _on_the_way(_sample(word, 0), _sample(word, 8), right)
    lower = _on_the_way(_sample(word, 16), _sample(word, 24), right)
    return np.uint8(np.int32(_on_the_way(upper, lower, down) + np.float32(0.5)))


@piece
def _sample(word: np.uint32, bit: int) -> np.float32:
    return np.float32(np.int32(np.uint32(word >> np.uint32(bit)) & np.uint32(255)))


@piece
def _on_the_way(one: np.float32, other: np.float32, share: np.float32) -> np.float32:
    return np.float32(one + (other - one) * share)
