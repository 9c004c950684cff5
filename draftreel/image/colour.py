"""Between sRGB arrays and the project's planes: BT.709, limited range, 4:2:0 with left-sited chroma.

The formulas are those of Rec. ITU-R BT.709-6, sections 3.2 to 3.5, on 8 bits. Left-sited means
that chroma column i sits on luma column 2i, and chroma row j between luma rows 2j and 2j + 1.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import FRACTIONS_OUT, PLANES_IN, PLANES_OUT, ROW, ROWS, compiled, piece
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.room import room

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
_U_SPAN, _V_SPAN = 2 * (1 - _BLUE), 2 * (1 - _RED)
_LUMA, _CHROMA = 219 / 255, 224 / 255

_Real = np.float32
_Bytes = NDArray[np.uint8]
_Row = NDArray[np.float32]
_Rows = NDArray[np.float32]

_Y_BY_RED, _Y_BY_GREEN, _Y_BY_BLUE = _Real(_LUMA * _RED), _Real(_LUMA * _GREEN), _Real(_LUMA * _BLUE)
# by the distance of blue and of red from Y; a chroma sample adds up eight pixels
_U_BY_BLUE, _V_BY_RED = _Real(_CHROMA / _U_SPAN / _LUMA / 8), _Real(_CHROMA / _V_SPAN / _LUMA / 8)
_LIGHT = _Real(1 / _LUMA)
# by eight times U and V, as they are when they have been interpolated
_RED_BY_V, _BLUE_BY_U = _Real(_V_SPAN / _CHROMA / 8), _Real(_U_SPAN / _CHROMA / 8)
_GREEN_BY_V = _Real(-_V_SPAN * _RED / _GREEN / _CHROMA / 8)
_GREEN_BY_U = _Real(-_U_SPAN * _BLUE / _GREEN / _CHROMA / 8)


def yuv(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """The Y, U and V of a colour whose parts lie in 0..1, before rounding."""
    light = _RED * red + _GREEN * green + _BLUE * blue
    return 16 + 219 * light, 128 + 224 * (blue - light) / _U_SPAN, 128 + 224 * (red - light) / _V_SPAN


def from_rgb(array: NDArray[np.uint8]) -> Image:
    """An opaque picture from sRGB, shape (height, width, 3)."""
    solid = np.broadcast_to(np.full(array.shape[1], 255, np.uint8), array.shape[:2])
    return Image(_subsampled((*_parts(array), solid)))


def from_rgba(array: NDArray[np.uint8]) -> Image:
    """A picture with alpha from sRGB with straight alpha, shape (height, width, 4)."""
    red, green, blue, alpha = _parts(array)
    return Image((*_subsampled((red, green, blue, alpha)), alpha), Layout.YUVA)


def to_rgb(image: Image) -> NDArray[np.uint8]:
    """The picture as sRGB of shape (height, width, 3); what is transparent is seen over black."""
    y, u, v = image.planes[:3]
    parts = tuple(np.empty(y.shape, np.uint8) for _ in range(3))
    columns = u.shape[1]
    half, light, tint = room(np.float32, (3, columns + 1), (y.shape[1],), (2 * columns,))
    _widen((y, u, v), half, light, tint, parts)
    return np.asarray(cv2.merge(parts), np.uint8)


def _parts(array: NDArray[np.uint8]) -> tuple[Plane, ...]:
    # three planes of neighbours are worked on many times as fast as one of triples
    return tuple(np.asarray(part, np.uint8) for part in cv2.split(np.ascontiguousarray(array)))


def _subsampled(parts: tuple[Plane, ...]) -> tuple[Plane, Plane, Plane]:
    height, width = parts[0].shape
    half = ((height + 1) // 2, (width + 1) // 2)
    planes = np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8)
    _subsample(parts, room(np.float32, (4, width), (2, width + 2)), planes)
    return planes


@compiled(PLANES_IN.format(4), ROWS.format(2), PLANES_OUT.format(3))
def _subsample(parts: tuple[Plane, ...], rows: tuple[_Rows, ...], planes: tuple[Plane, ...]) -> None:
    height = planes[0].shape[0]
    row, sums = rows
    for chroma in range(planes[1].shape[0]):
        first, last = 2 * chroma, min(2 * chroma + 1, height - 1)
        sums[:] = _Real(0)
        for line in range(first, last + 1):
            _shade(parts[3][line], row[3])
            for part in range(3):
                _seen(parts[part][line], row[3], row[part])
            _lighten(row, planes[0][line])
            times = _Real(2 - last + first)  # the last row stands for the one that is missing
            _add_up(row[2], row[3], times, sums[0, 1:])
            _add_up(row[0], row[3], times, sums[1, 1:])
        _average(sums[0], _U_BY_BLUE, planes[1][chroma])
        _average(sums[1], _V_BY_RED, planes[2][chroma])


@piece
def _shade(alpha: _Bytes, out: _Row) -> None:
    for column in range(alpha.size):
        out[column] = _Real(alpha[column]) / _Real(255)


@piece
def _seen(part: _Bytes, share: _Row, out: _Row) -> None:
    for column in range(part.size):
        out[column] = share[column] * _Real(part[column])


@piece
def _lighten(row: _Rows, y: _Bytes) -> None:
    """Red, green and blue made a row of Y, which is also left, unrounded and without its black, in the fourth row."""
    red, green, blue, light = row[0], row[1], row[2], row[3]
    for column in range(y.size):
        light[column] = _Y_BY_RED * red[column] + _Y_BY_GREEN * green[column] + _Y_BY_BLUE * blue[column]
    for column in range(y.size):
        y[column] = np.uint8(np.int32(light[column] + _Real(16.5)))


@piece
def _add_up(part: _Row, light: _Row, times: _Real, sums: _Row) -> None:
    for column in range(part.size):
        sums[column] += times * (_Real(_LUMA) * part[column] - light[column])


@piece
def _average(sums: _Row, gain: _Real, out: _Bytes) -> None:
    sums[0], sums[sums.size - 1] = sums[1], sums[sums.size - 2]
    for column in range(out.size):
        total = sums[2 * column] + _Real(2) * sums[2 * column + 1] + sums[2 * column + 2]
        out[column] = np.uint8(np.int32(gain * total + _Real(128.5)))


@compiled(PLANES_IN.format(3), FRACTIONS_OUT, ROW, ROW, PLANES_OUT.format(3))
def _widen(planes: tuple[Plane, ...], half: _Rows, light: _Row, tint: _Row, parts: tuple[Plane, ...]) -> None:
    y, u, v = planes
    rows, columns = u.shape
    for row in range(y.shape[0]):
        near = row // 2
        far = min(max(near + (1 if row % 2 else -1), 0), rows - 1)
        _between(u[near], u[far], half[2])
        _between(v[near], v[far], half[0])
        _green(half)
        for column in range(light.size):
            light[column] = _LIGHT * (_Real(y[row, column]) - _Real(16)) + _Real(0.5)
        for part in range(3):
            half[part, columns] = half[part, columns - 1]
            _stretch(half[part], half[part, 1:], (_RED_BY_V, _Real(1), _BLUE_BY_U)[part], tint)
            _add(light, tint, parts[part][row])


@piece
def _between(near: _Bytes, far: _Bytes, out: _Row) -> None:
    """Four times a row of chroma, a quarter of the way to another."""
    for column in range(near.size):
        out[column] = _Real(3) * _Real(near[column]) + _Real(far[column]) - _Real(512)


@piece
def _green(half: _Rows) -> None:
    redness, greenness, blueness = half[0], half[1], half[2]
    for column in range(half.shape[1] - 1):
        greenness[column] = _GREEN_BY_V * redness[column] + _GREEN_BY_U * blueness[column]


@piece
def _stretch(row: _Row, following: _Row, gain: _Real, out: _Row) -> None:
    """Twice a row of chroma for each column, and half of the columns lie between two samples."""
    for column in range(out.size // 2):
        out[2 * column] = gain * (row[column] + row[column])
        out[2 * column + 1] = gain * (row[column] + following[column])


@piece
def _add(light: _Row, tint: _Row, out: _Bytes) -> None:
    for column in range(out.size):
        out[column] = np.uint8(np.int32(min(max(light[column] + tint[column], _Real(0)), _Real(255))))
