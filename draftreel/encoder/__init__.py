"""Frames and samples to files: video, audio, join, mux, verify."""

from draftreel.encoder.copying import copy_packets
from draftreel.encoder.gif import verify_gif, write_gif
from draftreel.encoder.join import join
from draftreel.encoder.sound import Block, encode_sound, encode_sound_file
from draftreel.encoder.sound_check import verify_sound
from draftreel.encoder.staging import reported, staged
from draftreel.encoder.still import write_png
from draftreel.encoder.verify import FilmFacts, verify
from draftreel.encoder.video import VideoEncoder

__all__ = [
    "Block",
    "FilmFacts",
    "VideoEncoder",
    "copy_packets",
    "encode_sound",
    "encode_sound_file",
    "join",
    "reported",
    "staged",
    "verify",
    "verify_gif",
    "verify_sound",
    "write_gif",
    "write_png",
]
