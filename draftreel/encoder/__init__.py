"""Frames and samples to files: video, audio, join, mux, verify."""

from draftreel.encoder.copying import copy_packets
from draftreel.encoder.join import join
from draftreel.encoder.settings import RECIPES, Quality, Recipe, VideoSettings
from draftreel.encoder.sound import encode_sound
from draftreel.encoder.still import write_png
from draftreel.encoder.verify import FilmFacts, verify
from draftreel.encoder.video import VideoEncoder

__all__ = [
    "RECIPES",
    "FilmFacts",
    "Quality",
    "Recipe",
    "VideoEncoder",
    "VideoSettings",
    "copy_packets",
    "encode_sound",
    "join",
    "verify",
    "write_png",
]
