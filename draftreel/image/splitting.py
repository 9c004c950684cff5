"""Red and blue drawn apart, as a bad lens, a bad tape or a glitch does."""

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import PLANES_IN, PLANES_OUT, ROW, ROWS, TABLE, compiled, piece
from draftreel.image.image import Image, Plane
from draftreel.image.room import room

_Real = np.float32
_Bytes = NDArray[np.uint8]
_Row = NDArray[np.float32]
_Rows = NDArray[np.float32]

_RED, _BLUE = _Real(0.2126), _Real(0.0722)
# red is, in steps of Y, as far from Y as so many times V is from grey; blue likewise by U
_BY_V, _BY_U = _Real(2 * (1 - 0.2126) * 219 / 224), _Real(2 * (1 - 0.0722) * 219 / 224)


def split_channels(image: Image, red: tuple[float, float] = (0, 0), blue: tuple[float, float] = (0, 0)) -> Image:
    """The picture with its red and its blue moved by (x, y) pixels each, to the right and down, the edges held.

    Ways are rounded to whole pixels. What has alpha is seen where any of its colours is.
    """
    ways = tuple(_way(way, image.size) for way in (red, blue))
    if ways == ((0, 0), (0, 0)):
        return image
    y, u, v, *alpha = image.planes
    outs = tuple(np.empty(plane.shape, np.uint8) for plane in (y, u, v))
    width, columns = image.width, u.shape[1]
    half, *rows = room(np.float32, (columns + 1,), (2, 2 * columns), (3, width), (2, width + 2))
    _split((y, u, v), np.array(ways, np.float64), half, tuple(rows), outs)
    return Image((*outs, *(_spread(plane, ways) for plane in alpha)), image.layout)


def _way(way: tuple[float, float], size: tuple[int, int]) -> tuple[int, int]:
    # beyond the picture's own size there is nothing but its edge
    across, down = (max(-most, min(most, round(value))) for value, most in zip(way, size, strict=True))
    return across, down


def _spread(alpha: Plane, ways: tuple[tuple[int, int], ...]) -> Plane:
    """The most of the alpha as it is and as it is moved."""
    room = max(abs(value) for way in ways for value in way)
    wide = cv2.copyMakeBorder(alpha, room, room, room, room, cv2.BORDER_REPLICATE)
    height, width = alpha.shape
    for across, down in ways:
        alpha = np.maximum(alpha, wide[room - down : room - down + height, room - across : room - across + width])
    return alpha


@compiled(PLANES_IN.format(3), TABLE, ROW, ROWS.format(3), PLANES_OUT.format(3))
def _split(
    planes: tuple[Plane, ...],
    ways: NDArray[np.float64],
    half: _Row,
    rows: tuple[_Rows, ...],
    outs: tuple[Plane, ...],
) -> None:
    light, apart, sums = rows
    height = planes[0].shape[0]
    for chroma in range(planes[1].shape[0]):
        first, last = 2 * chroma, min(2 * chroma + 1, height - 1)
        sums[:] = _Real(0)
        for line in range(first, last + 1):
            for part in range(2):
                plane, gain = (planes[2], _BY_V) if part == 0 else (planes[1], _BY_U)
                source = min(max(line - int(ways[part, 1]), 0), height - 1)
                _channel(planes[0][line], plane[chroma], gain, half, light[0])
                _channel(planes[0][source], plane[source // 2], gain, half, light[1])
                _take_apart(light[1], light[0], int(ways[part, 0]), apart[part])
            _lay_luma(planes[0][line], apart, outs[0][line])
            times = _Real(2 - last + first)  # the last row stands for the one that is missing
            _add_up(apart[1], apart[2], times / _BY_U, sums[0, 1:])
            _add_up(apart[0], apart[2], times / _BY_V, sums[1, 1:])
        _lay_chroma(planes[1][chroma], sums[0], outs[1][chroma])
        _lay_chroma(planes[2][chroma], sums[1], outs[2][chroma])


@piece
def _channel(y: _Bytes, chroma: _Bytes, gain: _Real, half: _Row, out: _Row) -> None:
    """A row of red or blue in steps of Y."""
    for column in range(chroma.size):
        half[column] = gain * (_Real(chroma[column]) - _Real(128))
    half[chroma.size] = half[chroma.size - 1]
    following = half[1:]
    for column in range(chroma.size):
        out[2 * column] = half[column]
        out[2 * column + 1] = _Real(0.5) * (half[column] + following[column])
    for column in range(y.size):
        out[column] += _Real(y[column])


@piece
def _take_apart(moved: _Row, here: _Row, way: int, out: _Row) -> None:
    """What a row that is moved by so many columns adds to the one that is here."""
    width = out.size
    start, end = max(way, 0), width + min(way, 0)
    for column in range(start):
        out[column] = moved[0] - here[column]
    there, place, target = moved[start - way :], here[start:], out[start:]
    for column in range(end - start):
        target[column] = there[column] - place[column]
    for column in range(end, width):
        out[column] = moved[width - 1] - here[column]


@piece
def _lay_luma(y: _Bytes, apart: _Rows, out: _Bytes) -> None:
    red, blue, light = apart[0], apart[1], apart[2]
    for column in range(out.size):
        light[column] = _RED * red[column] + _BLUE * blue[column]
    for column in range(out.size):
        value = _Real(y[column]) + light[column] + _Real(0.5)
        out[column] = np.uint8(np.int32(min(max(value, _Real(0)), _Real(255))))


@piece
def _add_up(part: _Row, light: _Row, gain: _Real, sums: _Row) -> None:
    for column in range(part.size):
        sums[column] += gain * (part[column] - light[column])


@piece
def _lay_chroma(plane: _Bytes, sums: _Row, out: _Bytes) -> None:
    sums[0], sums[sums.size - 1] = sums[1], sums[sums.size - 2]
    for column in range(out.size):
        total = sums[2 * column] + _Real(2) * sums[2 * column + 1] + sums[2 * column + 2]
        value = _Real(plane[column]) + total / _Real(8) + _Real(0.5)
        out[column] = np.uint8(np.int32(min(max(value, _Real(0)), _Real(255))))
