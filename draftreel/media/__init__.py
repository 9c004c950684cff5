"""Probing, frames at a time, samples in a range, stills."""

from draftreel.media.agreement import agreed
from draftreel.media.avc import ParameterSets
from draftreel.media.frames import FrameReader
from draftreel.media.keys import content_key
from draftreel.media.packets import PacketIndex, Unfit, open_packets, packet_index
from draftreel.media.probing import probe
from draftreel.media.sound import SoundReader
from draftreel.media.stills import load_still
from draftreel.media.stretching import Stretcher

__all__ = [
    "FrameReader",
    "PacketIndex",
    "ParameterSets",
    "SoundReader",
    "Stretcher",
    "Unfit",
    "agreed",
    "content_key",
    "load_still",
    "open_packets",
    "packet_index",
    "probe",
]
