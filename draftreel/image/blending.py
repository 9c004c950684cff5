"""Colours that a paint and its backdrop make together, channel by channel.

A blended paint is the plain one and a correction: where B is what the two colours make, cs the
paint's colour, ab the backdrop's alpha and as the paint's alpha times its opacity, the formula of
W3C Compositing and Blending Level 1, section 10.1, is over(backdrop, paint) + as * ab * (B - cs).
The correction is reckoned in sRGB and, as that is linear, added to the planes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import BYTES, FINE_ROW, PLANES_IN, PLANES_OUT, REAL, ROWS, ROWS_OUT, compiled, piece
from draftreel.image.image import Image, Plane
from draftreel.image.masking import on_chroma
from draftreel.image.room import room
from draftreel.image.solid_blending import blend_solid

_Channel = NDArray[np.float64]
_Bytes = NDArray[np.uint8]
_Real = np.float32
_Row = NDArray[np.float32]
_Rows = NDArray[np.float32]

_LIGHT = np.float32(255 / 219)
# what one step of U and of V does to red, green and blue
_RED_BY_V = np.float32(2 * (1 - 0.2126) * 255 / 224)
_GREEN_BY_U = np.float32(-2 * (1 - 0.0722) * 0.0722 / 0.7152 * 255 / 224)
_GREEN_BY_V = np.float32(-2 * (1 - 0.2126) * 0.2126 / 0.7152 * 255 / 224)
_BLUE_BY_U = np.float32(2 * (1 - 0.0722) * 255 / 224)
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)
_U_BY_BLUE = np.float32(224 / 255 / (2 * (1 - 0.0722)))  # by its distance from the light
_V_BY_RED = np.float32(224 / 255 / (2 * (1 - 0.2126)))


@dataclass(frozen=True, slots=True, eq=False)
class BlendTable:
    """What the levels of a backdrop and of a paint make: uint8 of shape (256, 256), [backdrop, paint]."""

    levels: NDArray[np.uint8]


@lru_cache(64)
def blend_table(function: Callable[[_Channel, _Channel], _Channel]) -> BlendTable:
    """A function (backdrop, paint) -> colour, arrays of one sRGB channel in 0..1, sampled at every pair of levels."""
    levels = np.arange(256) / 255
    paint, backdrop = np.meshgrid(levels, levels)
    colour = np.nan_to_num(np.clip(function(backdrop, paint), 0, 1))
    table = np.floor(255 * colour + 0.5).astype(np.uint8)
    table.setflags(write=False)
    return BlendTable(table)


def lay_blended(canvas: Image, paint: Image, opacity: float, table: BlendTable) -> None:
    """Blend a paint into the colours of a canvas of its own size, which are written to.

    Where the paint is clear nothing changes; the canvas's own alpha is left to plain painting.
    """
    if canvas.opaque and paint.opaque:
        blend_solid(canvas.planes[:3], paint.planes[:3], table.levels.reshape(-1), opacity)
        return
    covers = *_covers(paint), *_covers(canvas)
    width, columns = canvas.width, canvas.planes[1].shape[1]
    rows = room(_Real, (4, width), (6, width), (2, width + 2), (3, columns + 1), (3, width))
    (pairs,), (made,) = room(np.uint16, (width,)), room(np.uint8, (3, width))
    _blend(canvas.planes[:3], paint.planes[:3], covers, table.levels.reshape(-1), opacity, rows, pairs, made)


def _covers(image: Image) -> tuple[Plane, Plane]:
    """The alpha that the luma and that the chroma of a picture sees."""
    alpha = _solid(image.planes[0]) if image.opaque else image.planes[3]
    return alpha, _solid(image.planes[1]) if image.opaque else on_chroma(alpha)


def _solid(plane: Plane) -> Plane:
    return np.broadcast_to(np.full(plane.shape[1], 255, np.uint8), plane.shape)


@compiled(
    PLANES_OUT.format(3), PLANES_IN.format(3), PLANES_IN.format(4), BYTES, REAL, ROWS.format(5), FINE_ROW, ROWS_OUT
)
def _blend(  # noqa: PLR0913, PLR0917 - a kernel cannot make the rows that it works in
    canvas: tuple[Plane, ...],
    paint: tuple[Plane, ...],
    covers: tuple[Plane, ...],
    table: NDArray[np.uint8],
    opacity: float,
    rows: tuple[_Rows, ...],
    pairs: NDArray[np.uint16],
    made: Plane,
) -> None:
    shares, tints, sums, half, light = rows
    alpha, cover, ground, under = covers
    height, strength = canvas[0].shape[0], np.float32(opacity)
    for row in range(canvas[1].shape[0]):
        first, last = 2 * row, min(2 * row + 1, height - 1)
        if not (_seen(alpha[first]) or _seen(alpha[last])):
            continue
        _tint((canvas[1][row], canvas[2][row], under[row]), half, tints[:3])
        _tint((paint[1][row], paint[2][row], cover[row]), half, tints[3:])
        sums[:] = np.float32(0)
        for line in range(first, last + 1):
            if line == 0 or alpha.strides[0] > 0 or ground.strides[0] > 0:  # solid planes repeat one row
                _share(alpha[line], ground[line], strength, shares)
            _lighten(canvas[0][line], light[0])
            _lighten(paint[0][line], light[1])
            for part in range(3):
                _pair(light, shares, tints[part], tints[3 + part], pairs)
                _look_up(table, pairs, made[part])
            _lay_luma(canvas[0][line], made, shares, light, strength)
            times = np.float32(2 - last + first)  # the last row stands for the one that is missing
            _add_up(made[0], light[2], shares, tints[3], _V_BY_RED * times, sums[0, 1:])
            _add_up(made[2], light[2], shares, tints[5], _U_BY_BLUE * times, sums[1, 1:])
        _lay_chroma((canvas[1][row], paint[1][row], cover[row]), strength, sums[1])
        _lay_chroma((canvas[2][row], paint[2][row], cover[row]), strength, sums[0])


@piece
def _seen(alpha: _Bytes) -> np.bool:
    most = np.uint8(0)
    for column in range(alpha.size):
        most |= alpha[column]
    return most > 0


@piece
def _tint(rows: tuple[_Bytes, _Bytes, _Bytes], half: _Rows, out: _Rows) -> None:
    """What a row of chroma, freed of its alpha, adds to the red, green and blue of every column."""
    u, v, cover = rows
    red, green, blue = half[0], half[1], half[2]
    for column in range(u.size):
        green[column] = np.float32(255) / max(np.float32(cover[column]), np.float32(1))
    for column in range(u.size):
        red[column] = green[column] * (np.float32(v[column]) - np.float32(128))
    for column in range(u.size):
        blue[column] = green[column] * (np.float32(u[column]) - np.float32(128))
    for column in range(u.size):
        green[column] = _GREEN_BY_U * blue[column] + _GREEN_BY_V * red[column]
    for column in range(u.size):
        red[column] *= _RED_BY_V
    for column in range(u.size):
        blue[column] *= _BLUE_BY_U
    for part in range(3):
        half[part, u.size] = half[part, u.size - 1]
        _widen(half[part], half[part, 1:], out[part])


@piece
def _widen(row: _Row, following: _Row, out: _Row) -> None:
    for column in range(out.size // 2):
        out[2 * column] = row[column]
        out[2 * column + 1] = np.float32(0.5) * (row[column] + following[column])
    if out.size % 2:
        out[out.size - 1] = row[out.size // 2]


@piece
def _share(alpha: _Bytes, ground: _Bytes, strength: _Real, out: _Rows) -> None:
    """The paint's alpha, the corrections' weight, and by how much both colours are brighter than they are stored."""
    cover, share, theirs, ours = out[0], out[1], out[2], out[3]
    top, one = np.float32(255), np.float32(1)
    for column in range(alpha.size):
        cover[column] = np.float32(alpha[column]) / top
    for column in range(alpha.size):
        share[column] = strength * np.float32(ground[column]) / top * min(np.float32(alpha[column]), one)
    for column in range(alpha.size):
        theirs[column] = top / max(np.float32(alpha[column]), one)
    for column in range(alpha.size):
        ours[column] = top / max(np.float32(ground[column]), one)


@piece
def _lighten(plane: _Bytes, out: _Row) -> None:
    for column in range(out.size):
        out[column] = _LIGHT * (np.float32(plane[column]) - np.float32(16))


@piece
def _pair(light: _Rows, shares: _Rows, colour: _Row, tint: _Row, out: NDArray[np.uint16]) -> None:
    """The backdrop's level and the paint's, as a place in the table."""
    below, above, gain, under = light[0], light[1], shares[2], shares[3]
    half, top = np.float32(0.5), np.float32(255)
    for column in range(out.size):
        ours = min(max(below[column] * under[column] + colour[column] + half, half), top)
        theirs = min(max(above[column] * gain[column] + tint[column] + half, half), top)
        out[column] = np.uint16(np.int32(ours) * np.int32(256) + np.int32(theirs))


@piece
def _look_up(table: _Bytes, pairs: NDArray[np.uint16], out: _Bytes) -> None:
    for column in range(out.size):
        out[column] = table[pairs[column]]


@piece
def _lay_luma(plane: _Bytes, made: NDArray[np.uint8], shares: _Rows, light: _Rows, strength: _Real) -> None:
    """Paint and correction for a row of luma; the light of what was made is left in the third row of `light`."""
    red, green, blue = made[0], made[1], made[2]
    cover, share, above, whole = shares[0], shares[1], light[1], light[2]
    half, dark, one, top = np.float32(16.5), np.float32(16), np.float32(1), np.float32(255)
    for column in range(plane.size):
        whole[column] = (
            _RED * np.float32(red[column]) + _GREEN * np.float32(green[column]) + _BLUE * np.float32(blue[column])
        )
    for column in range(plane.size):
        rest = (np.float32(plane[column]) - dark) * (one - strength * cover[column])
        more = strength * above[column] + share[column] * (cover[column] * whole[column] - above[column])
        plane[column] = np.uint8(np.int32(min(max(half + rest + more / _LIGHT, np.float32(0)), top)))


@piece
def _add_up(made: _Bytes, light: _Row, shares: _Rows, tint: _Row, gain: _Real, sums: _Row) -> None:
    """Add what the blend adds to a row's red or blue, less its light, to what the chroma is made of."""
    cover, share = shares[0], shares[1]
    for column in range(made.size):
        distance = cover[column] * (np.float32(made[column]) - light[column] - tint[column])
        sums[column] += gain * share[column] * distance


@piece
def _lay_chroma(rows: tuple[_Bytes, _Bytes, _Bytes], strength: _Real, sums: _Row) -> None:
    """Paint and correction for a row of chroma; `sums` has a column more at either end."""
    plane, paint, alpha = rows
    half, grey, one, top = np.float32(128.5), np.float32(128), np.float32(1), np.float32(255)
    sums[0], sums[sums.size - 1] = sums[1], sums[sums.size - 2]
    for column in range(plane.size):
        light = strength * (np.float32(paint[column]) - grey)
        rest = (np.float32(plane[column]) - grey) * (one - strength * (np.float32(alpha[column]) / top))
        more = (sums[2 * column] + np.float32(2) * sums[2 * column + 1] + sums[2 * column + 2]) / np.float32(8)
        plane[column] = np.uint8(np.int32(min(max(half + light + rest + more, np.float32(0)), top)))
