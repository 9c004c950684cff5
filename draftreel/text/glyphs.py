"""One glyph to pixels: its outline filled or stroked by FreeType, its colours painted by HarfBuzz."""

import ctypes
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TypeAlias

import freetype
import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

from draftreel.text.canvas import Coverage, Rect, around
from draftreel.text.faces import Cut, Face, open_face
from draftreel.timeline import WHITE, Colour

_SLANT = 0.2126  # tan 12 degrees
_EXTRA_WEIGHT = 1 / 24  # em, as FreeType's own emboldening
_LOAD = freetype.FT_LOAD_NO_SCALE | freetype.FT_LOAD_NO_BITMAP


Piece: TypeAlias = tuple[int, int, Coverage]
"""Coverage with the place of its top left corner about the text's centre."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A glyph to be drawn: `size` is the em in output pixels, (x, y) its origin about the text's centre, y down."""

    cut: Cut
    glyph: int
    size: float
    x: float
    y: float


def ink(spot: Spot) -> Rect:
    """The pixels that a glyph may touch, from its extents."""
    left, top, right, bottom = _extents(spot.cut, spot.glyph)
    lean = _SLANT * max(abs(top), abs(bottom)) if spot.cut.slanted else 0.0
    edge = lean + (_EXTRA_WEIGHT if spot.cut.emboldened else 0.0)
    size = spot.size
    box = (left - edge) * size, (top - edge) * size, (right + edge) * size, (bottom + edge) * size
    return around(spot.x + box[0] - 1, spot.y + box[1] - 1, spot.x + box[2] + 1, spot.y + box[3] + 1)


def filled(spot: Spot) -> Piece | None:
    """The coverage of a glyph's outline; None when there is nothing to see."""
    return _outline_cover(spot, 0.0)


def outlined(spot: Spot, width: float) -> Piece | None:
    """The coverage of a band about a glyph's outline, `width` output pixels to either side, with round joins.

    The band turns inside out in holes that it closes: `Mask.grown` covers those.
    """
    return _outline_cover(spot, width)


def painted(spot: Spot) -> Piece | None:
    """The coverage of a colour glyph."""
    x, y, picture = colours(spot)
    return (x, y, np.rint(picture[..., 3] * 255).astype(np.uint8)) if picture.size else None


def colours(spot: Spot, colour: Colour = WHITE) -> tuple[int, int, NDArray[np.float32]]:
    """A colour glyph as premultiplied RGBA, float32 0..1, with the place of its top left corner.

    `colour` is that of the text, which some glyphs use for a part of themselves.
    """
    face = open_face(spot.cut.file, spot.cut.weight)
    extents = face.font.get_glyph_extents(spot.glyph)
    if extents is None or extents.width == 0 or extents.height == 0 or spot.size <= 0:
        return 0, 0, np.zeros((0, 0, 4), np.float32)
    scale = spot.size / face.upem
    x, y = floor(spot.x), floor(spot.y)
    paint = hb.RasterPaint()
    paint.foreground = hb.Color(*(round(255 * min(max(part, 0.0), 1.0)) for part in (*colour[:3], 1.0)))
    paint.transform = (scale, 0, 0, scale, spot.x - x, y - spot.y)
    paint.set_glyph_extents(extents)
    paint.paint_glyph(face.font, spot.glyph)
    picture = paint.render()
    return _picture(picture, x, y) if picture is not None else (0, 0, np.zeros((0, 0, 4), np.float32))


def _picture(picture: hb.RasterImage, x: int, y: int) -> tuple[int, int, NDArray[np.float32]]:
    box = picture.extents
    rows = np.frombuffer(picture.buffer, np.uint8).reshape(box.height, box.stride // 4, 4)[::-1, : box.width]
    return x + box.x_origin, y - box.y_origin - box.height, rows[..., [2, 1, 0, 3]].astype(np.float32) / np.float32(255)


@lru_cache(maxsize=16384)
def _extents(cut: Cut, glyph: int) -> tuple[float, float, float, float]:
    face = open_face(cut.file, cut.weight)
    box = face.font.get_glyph_extents(glyph)
    if box is None or not box.width or not box.height:
        return 0.0, 0.0, 0.0, 0.0
    em = face.upem
    top, bottom = -box.y_bearing / em, -(box.y_bearing + box.height) / em
    return box.x_bearing / em, top, (box.x_bearing + box.width) / em, bottom


def _outline_cover(spot: Spot, stroke: float) -> Piece | None:
    face = open_face(spot.cut.file, spot.cut.weight)
    face.outlines.load_glyph(spot.glyph, _LOAD)
    slot = face.outlines.glyph
    if slot.format != freetype.FT_GLYPH_FORMAT_OUTLINE or slot.outline.n_points == 0:
        return None
    _scale(slot.outline, face, spot)
    glyph = slot.get_glyph()
    if stroke > 0:
        glyph.stroke(_stroker(stroke), True)
    x, y = floor(spot.x), floor(spot.y)
    origin = freetype.FT_Vector(round((spot.x - x) * 64), round((y - spot.y) * 64))
    bitmap = glyph.to_bitmap(freetype.FT_RENDER_MODE_NORMAL, origin, True)
    cover = _cover(bitmap.bitmap)
    return (x + bitmap.left, y - bitmap.top, cover) if cover.size else None


def _scale(outline: freetype.Outline, face: Face, spot: Spot) -> None:
    """Turns font units into 64ths of a pixel, in place: the next load makes a fresh outline."""
    unit = round(spot.size * 64 / face.upem * 65536)
    lean = round(unit * _SLANT) if spot.cut.slanted else 0
    raw = ctypes.byref(outline._FT_Outline)  # noqa: SLF001 - the wrapper has no transform
    freetype.FT_Outline_Transform(raw, ctypes.byref(freetype.FT_Matrix(unit, lean, 0, unit)))
    if spot.cut.emboldened:
        strength = round(spot.size * 64 * _EXTRA_WEIGHT)
        freetype.FT_Outline_Embolden(raw, strength)
        freetype.FT_Outline_Translate(raw, -strength // 2, -strength // 2)


def _stroker(width: float) -> freetype.Stroker:
    stroker = freetype.Stroker()
    stroker.set(round(width * 64), freetype.FT_STROKER_LINECAP_ROUND, freetype.FT_STROKER_LINEJOIN_ROUND, 0)
    return stroker


def _cover(bitmap: freetype.Bitmap) -> Coverage:
    rows, width, pitch = bitmap.rows, bitmap.width, bitmap.pitch
    if rows == 0 or width == 0:
        return np.zeros((0, 0), np.uint8)
    raw = ctypes.cast(bitmap._FT_Bitmap.buffer, ctypes.POINTER(ctypes.c_uint8))  # noqa: SLF001 - its list is slow
    return np.ctypeslib.as_array(raw, shape=(rows, pitch))[:, :width].copy()
