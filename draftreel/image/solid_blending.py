"""Blending where both pictures are opaque: the usual case, in half the time that alpha takes.

It is what draftreel.image.blending does, with levels of red, green and blue in sixteenths as 16-bit numbers.
"""

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import (
    BYTES,
    FINE_ROW,
    FRACTIONS_OUT,
    PLANES_IN,
    PLANES_OUT,
    REAL,
    ROW,
    ROWS_OUT,
    compiled,
    piece,
)
from draftreel.image.image import Plane
from draftreel.image.room import room

_Real = np.float32
_Fine = np.int16
_Bytes = NDArray[np.uint8]
_Row = NDArray[np.float32]
_FineRow = NDArray[np.int16]
_FINE_ROWS = "UniTuple(Array(int16, 2, 'C'), 3)"

# what one step of U and of V does to sixteenths of red, green and blue
_RED_BY_V = _Real(16 * 2 * (1 - 0.2126) * 255 / 224)
_GREEN_BY_U = _Real(-16 * 2 * (1 - 0.0722) * 0.0722 / 0.7152 * 255 / 224)
_GREEN_BY_V = _Real(-16 * 2 * (1 - 0.2126) * 0.2126 / 0.7152 * 255 / 224)
_BLUE_BY_U = _Real(16 * 2 * (1 - 0.0722) * 255 / 224)
_RED, _GREEN, _BLUE = _Real(0.2126), _Real(0.7152), _Real(0.0722)
_LUMA = _Real(219 / 255)
# by the distance of blue and of red from the light; a chroma sample adds up eight pixels
_U_BY_BLUE = _Real(224 / 255 / (2 * (1 - 0.0722)) / 8)
_V_BY_RED = _Real(224 / 255 / (2 * (1 - 0.2126)) / 8)


def blend_solid(canvas: tuple[Plane, ...], paint: tuple[Plane, ...], table: _Bytes, opacity: float) -> None:
    """Blend planes y, u, v into those of a canvas by a table of levels, place 256 * backdrop + paint."""
    width, columns = canvas[0].shape[1], canvas[1].shape[1]
    steps = room(_Fine, (3, columns + 1), (6, 2 * columns), (2, width))
    (pairs,), (made,), (whole, sums) = (
        room(np.uint16, (width,)),
        room(np.uint8, (3, width)),
        room(_Real, (width,), (2, width + 2)),
    )
    _blend(canvas, paint, table, opacity, steps, pairs, made, whole, sums)


@compiled(PLANES_OUT.format(3), PLANES_IN.format(3), BYTES, REAL, _FINE_ROWS, FINE_ROW, ROWS_OUT, ROW, FRACTIONS_OUT)
def _blend(  # noqa: PLR0913, PLR0917 - a kernel cannot make the rows that it works in
    canvas: tuple[Plane, ...],
    paint: tuple[Plane, ...],
    table: _Bytes,
    opacity: float,
    steps: tuple[_FineRow, ...],
    pairs: NDArray[np.uint16],
    made: Plane,
    whole: _Row,
    sums: NDArray[np.float32],
) -> None:
    half, tints, light = steps
    height, strength = canvas[0].shape[0], _Real(opacity)
    for row in range(canvas[1].shape[0]):
        first, last = 2 * row, min(2 * row + 1, height - 1)
        _tint(canvas[1][row], canvas[2][row], half, tints[:3])
        _tint(paint[1][row], paint[2][row], half, tints[3:])
        sums[:] = _Real(0)
        for line in range(first, last + 1):
            _lighten(canvas[0][line], light[0])
            _lighten(paint[0][line], light[1])
            for part in range(3):
                _pair(light[0], tints[part], light[1], tints[3 + part], pairs)
                _look_up(table, pairs, made[part])
            _lay_luma(canvas[0][line], made[0], made[1], made[2], strength, whole)
            times = _Real(2 - last + first)  # the last row stands for the one that is missing
            _add_up(made[0], whole, tints[3], _V_BY_RED * times, sums[0, 1:])
            _add_up(made[2], whole, tints[5], _U_BY_BLUE * times, sums[1, 1:])
        _lay_chroma(canvas[1][row], paint[1][row], sums[1], strength)
        _lay_chroma(canvas[2][row], paint[2][row], sums[0], strength)


@piece
def _tint(u: _Bytes, v: _Bytes, half: NDArray[np.int16], out: NDArray[np.int16]) -> None:
    """What a row of chroma adds to the red, green and blue of every column."""
    red, green, blue = half[0], half[1], half[2]
    for column in range(u.size):
        red[column] = _Fine(np.int32(_RED_BY_V * (_Real(v[column]) - _Real(128))))
    for column in range(u.size):
        blue[column] = _Fine(np.int32(_BLUE_BY_U * (_Real(u[column]) - _Real(128))))
    for column in range(u.size):
        blueness, redness = _Real(u[column]) - _Real(128), _Real(v[column]) - _Real(128)
        green[column] = _Fine(np.int32(_GREEN_BY_U * blueness + _GREEN_BY_V * redness))
    for part in range(3):
        half[part, u.size] = half[part, u.size - 1]
        _widen(half[part], half[part, 1:], out[part])


@piece
def _widen(row: _FineRow, following: _FineRow, out: _FineRow) -> None:
    for column in range(out.size // 2):
        out[2 * column] = row[column]
        out[2 * column + 1] = _Fine(_Fine(row[column] + following[column]) >> _Fine(1))


@piece
def _lighten(plane: _Bytes, out: _FineRow) -> None:
    # 149 / 8 is 16 * 255 / 219, and black is 298; a half is added for the rounding to come
    for column in range(out.size):
        steps = np.uint16(np.uint16(plane[column]) * np.uint16(149)) >> np.uint16(3)
        out[column] = _Fine(_Fine(steps) - _Fine(290))


@piece
def _pair(below: _FineRow, colour: _FineRow, above: _FineRow, tint: _FineRow, out: NDArray[np.uint16]) -> None:
    """The backdrop's level and the paint's, as a place in the table."""
    for column in range(out.size):
        ours = _Fine(_Fine(below[column] + colour[column]) >> _Fine(4))
        theirs = _Fine(_Fine(above[column] + tint[column]) >> _Fine(4))
        ours = _Fine(min(max(ours, _Fine(0)), _Fine(255)))
        theirs = _Fine(min(max(theirs, _Fine(0)), _Fine(255)))
        out[column] = np.uint16(ours) * np.uint16(256) + np.uint16(theirs)


@piece
def _look_up(table: _Bytes, pairs: NDArray[np.uint16], out: _Bytes) -> None:
    for column in range(out.size):
        out[column] = table[pairs[column]]


@piece
def _lay_luma(y: _Bytes, red: _Bytes, green: _Bytes, blue: _Bytes, strength: _Real, whole: _Row) -> None:
    """A row of luma on its way to what was made, the light of which is left in `whole`."""
    half, dark = _Real(0.5), _Real(16)
    for column in range(y.size):
        whole[column] = _RED * _Real(red[column]) + _GREEN * _Real(green[column]) + _BLUE * _Real(blue[column])
    for column in range(y.size):
        before = _Real(y[column])
        y[column] = np.uint8(np.int32(half + before + strength * (dark + _LUMA * whole[column] - before)))


@piece
def _add_up(made: _Bytes, whole: _Row, tint: _FineRow, gain: _Real, sums: _Row) -> None:
    """Add what the blend adds to a row's red or blue, less its light, to what the chroma is made of."""
    for column in range(made.size):
        sums[column] += gain * (_Real(made[column]) - whole[column] - _Real(0.0625) * _Real(tint[column]))


@piece
def _lay_chroma(plane: _Bytes, paint: _Bytes, sums: _Row, strength: _Real) -> None:
    half, top = _Real(0.5), _Real(255)
    sums[0], sums[sums.size - 1] = sums[1], sums[sums.size - 2]
    for column in range(plane.size):
        total = sums[2 * column] + _Real(2) * sums[2 * column + 1] + sums[2 * column + 2]
        before = _Real(plane[column])
        value = half + before + strength * (_Real(paint[column]) + total - before)
        plane[column] = np.uint8(np.int32(min(max(value, _Real(0)), top)))
