"""Text: fonts, shaping, layout and raster; a text becomes one tile of pixels."""

from draftreel.text.fonts import FontChoice, available_fonts, find_font, resolve
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.text.raster import TextTile, draw, rasterise
from draftreel.text.substitution import Substitution, substitutions, without_glyph

__all__ = [
    "Block",
    "FontChoice",
    "PlacedCluster",
    "Substitution",
    "TextTile",
    "available_fonts",
    "draw",
    "find_font",
    "layout",
    "rasterise",
    "resolve",
    "substitutions",
    "without_glyph",
]
