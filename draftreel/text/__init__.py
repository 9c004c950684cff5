"""Text: fonts, shaping, layout and raster; a text becomes one tile of pixels."""

from draftreel.text.editions import editions
from draftreel.text.fonts import FontChoice, available_fonts, find_font, resolve
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.text.letters import Letter, Letters, take_apart
from draftreel.text.posing import posed, posed_whole
from draftreel.text.raster import TextTile, draw, rasterise
from draftreel.text.substitution import Substitution, substitutions, without_glyph

__all__ = [
    "Block",
    "FontChoice",
    "Letter",
    "Letters",
    "PlacedCluster",
    "Substitution",
    "TextTile",
    "available_fonts",
    "draw",
    "editions",
    "find_font",
    "layout",
    "posed",
    "posed_whole",
    "rasterise",
    "resolve",
    "substitutions",
    "take_apart",
    "without_glyph",
]
