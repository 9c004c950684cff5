"""What a film, its chunks and its sound are to be written as: data, which nothing heavy is imported for."""

from draftreel.formats.finish import PALETTES, Finish, Palette, finish_of
from draftreel.formats.recipes import CODEC_RECIPES, RECIPES, Recipe, nearest, recipe_at
from draftreel.formats.sound import LOSSLESS, QUALITIES, Coding, SoundFormat, SoundSettings, coding_of
from draftreel.formats.video import VideoSettings, muxer_options

__all__ = [
    "CODEC_RECIPES",
    "LOSSLESS",
    "PALETTES",
    "QUALITIES",
    "RECIPES",
    "Coding",
    "Finish",
    "Palette",
    "Recipe",
    "SoundFormat",
    "SoundSettings",
    "VideoSettings",
    "coding_of",
    "finish_of",
    "muxer_options",
    "nearest",
    "recipe_at",
]
