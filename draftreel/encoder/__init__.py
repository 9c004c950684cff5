"""Frames and samples to files: video, audio, join, mux, verify."""

from draftreel.encoder.copying import copy_packets
from draftreel.encoder.join import join
from draftreel.encoder.settings import RECIPES, Quality, Recipe, VideoSettings
from draftreel.encoder.sound import Block, encode_sound, encode_sound_file
from draftreel.encoder.sound_formats import LOSSLESS, QUALITIES, SoundFormat, SoundSettings
from draftreel.encoder.staging import reported, staged
from draftreel.encoder.still import write_png
from draftreel.encoder.verify import FilmFacts, verify
from draftreel.encoder.video import VideoEncoder

__all__ = [
    "LOSSLESS",
    "QUALITIES",
    "RECIPES",
    "Block",
    "FilmFacts",
    "Quality",
    "Recipe",
    "SoundFormat",
    "SoundSettings",
    "VideoEncoder",
    "VideoSettings",
    "copy_packets",
    "encode_sound",
    "encode_sound_file",
    "join",
    "reported",
    "staged",
    "verify",
    "write_png",
]
