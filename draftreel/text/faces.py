"""Font files opened once a process: what they cover, how tall they are, how heavy."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock

import freetype
import uharfbuzz as hb

from draftreel.errors import MaterialError

REGULAR, BOLD = 400, 700

FREETYPE = RLock()
"""FreeType's library and its faces hold state: whoever opens or loads holds this."""


_IGNORED = frozenset("\u00ad\u034f\u061c\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: a file and its index in a collection."""

    path: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """A face as a style wants it: `weight` on the variable axis, slant and extra weight are ours where it has none."""

    file: FontFile
    weight: int = REGULAR
    slanted: bool = False
    emboldened: bool = False


class Face:
    """One face at one weight, for HarfBuzz (shaping, colour) and FreeType (outlines)."""

    __slots__ = ("ascent", "coloured", "descent", "font", "outlines", "underline", "upem")

    def __init__(self, file: FontFile, weight: int) -> None:
        face = hb.Face(_blob(file.path), file.index)
        if face.glyph_count == 0:
            raise MaterialError("a font file holds no glyphs")
        self.font = hb.Font(face)
        self.outlines = freetype.Face(file.path, file.index)
        self._set_weight(face, weight)
        extents = self.font.get_font_extents("ltr")
        self.upem = int(face.upem)
        self.ascent, self.descent = _room(extents.ascender / self.upem, -extents.descender / self.upem)
        self.coloured = bool(face.has_color_paint or face.has_color_layers)
        self.underline = self._underline()

    def _set_weight(self, face: hb.Face, weight: int) -> None:
        axes = face.axis_infos
        if any(axis.tag == "wght" for axis in axes):
            self.font.set_variations({"wght": weight})
            wanted = [weight if axis.tag == "wght" else axis.default_value for axis in axes]
            self.outlines.set_var_design_coords(wanted)

    def _underline(self) -> tuple[float, float]:
        post = self.outlines.underline_position, self.outlines.underline_thickness
        middle, thickness = post if post[1] > 0 else (-0.1 * self.upem, 0.05 * self.upem)
        return -middle / self.upem, thickness / self.upem

    def covers(self, text: str) -> bool:
        """Whether every visible character of a text has a glyph here."""
        composed = unicodedata.normalize("NFC", text)
        return all(_invisible(char) or self.font.get_nominal_glyph(ord(char)) for char in composed)

    def paints(self, glyph: int) -> bool:
        """Whether a glyph brings colours of its own."""
        face = self.font.face
        return self.coloured and bool(face.glyph_has_color_paint(glyph) or face.get_glyph_color_layers(glyph))


def _room(ascent: float, descent: float) -> tuple[float, float]:
    """Line metrics in em; those of a font that states none, or nonsense, are taken to be usual ones."""
    return (ascent, descent) if 0.2 <= ascent + descent <= 8 and ascent > 0 else (1.0, 0.25)


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """What a face says about itself."""

    family: str
    names: frozenset[str]
    bold: bool
    italic: bool
    variable: bool


@lru_cache(maxsize=256)
def open_face(file: FontFile, weight: int = REGULAR) -> Face:
    """The opened face; raises MaterialError when the file is not a font that can be drawn."""
    try:
        with FREETYPE:
            return Face(file, weight)
    except (OSError, ValueError, freetype.FT_Exception, hb.HarfBuzzError) as exc:
        raise MaterialError("a font file could not be opened") from exc


@lru_cache(maxsize=1024)
def facts_of(file: FontFile) -> FaceFacts:
    """Names, weight and slant from the face's own tables; raises MaterialError when it has none."""
    try:
        face = hb.Face(_blob(file.path), file.index)
        return _facts(face)
    except (OSError, ValueError, IndexError, hb.HarfBuzzError) as exc:
        raise MaterialError("a font file could not be opened") from exc


def faces_in(path: str) -> list[FontFile]:
    """Every face of a file; a file that cannot be read has none."""
    try:
        return [FontFile(path, index) for index in range(hb.Face(_blob(path)).count)]
    except (OSError, ValueError, hb.HarfBuzzError):
        return []


def _facts(face: hb.Face) -> FaceFacts:
    font = hb.Font(face)
    family = face.get_name(16) or face.get_name(1) or ""
    names = {name for number in (1, 4, 6, 16) if (name := face.get_name(number))}
    return FaceFacts(
        family=family,
        names=frozenset(names),
        bold=font.get_style_value(hb.StyleTag.WEIGHT) >= 600,
        italic=font.get_style_value(hb.StyleTag.ITALIC) > 0,
        variable=any(axis.tag == "wght" for axis in face.axis_infos),
    )


@lru_cache(maxsize=256)
def _blob(path: str) -> hb.Blob:
    return hb.Blob.from_file_path(path)


@lru_cache(maxsize=4096)
def _invisible(char: str) -> bool:
    return char == "\n" or char in _IGNORED or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e0fff"
