"""Text: fonts, shaping, layout and raster; a text becomes one tile of pixels."""

from draftreel.text.fonts import FontChoice, available_fonts, find_font, resolve
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.text.raster import TextTile, rasterise

__all__ = [
    "Block",
    "FontChoice",
    "PlacedCluster",
    "TextTile",
    "available_fonts",
    "find_font",
    "layout",
    "rasterise",
    "resolve",
]
