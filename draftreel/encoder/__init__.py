"""Frames and samples to files: video, audio, join, mux, verify."""

from draftreel.choices import Quality
from draftreel.encoder.copying import copy_packets
from draftreel.encoder.finish import PALETTES, Finish, Palette, finish_of
from draftreel.encoder.gif import verify_gif, write_gif
from draftreel.encoder.join import join
from draftreel.encoder.recipes import CODEC_RECIPES, RECIPES, Recipe, nearest, recipe_at
from draftreel.encoder.settings import VideoSettings
from draftreel.encoder.sound import Block, encode_sound, encode_sound_file
from draftreel.encoder.sound_check import verify_sound
from draftreel.encoder.sound_formats import LOSSLESS, QUALITIES, SoundFormat, SoundSettings
from draftreel.encoder.staging import reported, staged
from draftreel.encoder.still import write_png
from draftreel.encoder.verify import FilmFacts, verify
from draftreel.encoder.video import VideoEncoder

__all__ = [
    "CODEC_RECIPES",
    "LOSSLESS",
    "PALETTES",
    "QUALITIES",
    "RECIPES",
    "Block",
    "FilmFacts",
    "Finish",
    "Palette",
    "Quality",
    "Recipe",
    "SoundFormat",
    "SoundSettings",
    "VideoEncoder",
    "VideoSettings",
    "copy_packets",
    "encode_sound",
    "encode_sound_file",
    "finish_of",
    "join",
    "nearest",
    "recipe_at",
    "reported",
    "staged",
    "verify",
    "verify_gif",
    "verify_sound",
    "write_gif",
    "write_png",
]
