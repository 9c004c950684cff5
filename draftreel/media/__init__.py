"""Probing, frames at a time, samples in a range, stills."""

from draftreel.media.frames import FrameReader
from draftreel.media.keys import content_key
from draftreel.media.probing import probe
from draftreel.media.sound import SoundReader
from draftreel.media.stills import load_still
from draftreel.media.stretching import Stretcher

__all__ = ["FrameReader", "SoundReader", "Stretcher", "content_key", "load_still", "probe"]
