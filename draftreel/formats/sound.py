"""The kinds of sound file that can be written, and how each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from draftreel.choices import Quality


class SoundFormat(StrEnum):
    """A kind of sound file, called as its files end."""

    M4A = "m4a"
    MP3 = "mp3"
    WAV = "wav"
    FLAC = "flac"
    OPUS = "opus"


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """What a sound file is: its kind, and bits a sample (32 is floating point) or thousands of bits a second.

    Only that counts of the two which the kind has: `bits` for WAV and FLAC, `kilobits` for the others.
    """

    format: SoundFormat = SoundFormat.M4A
    bits: int = 16
    kilobits: int = 192

    @property
    def lossless(self) -> bool:
        """Whether the file gives back the samples it was given."""
        return self.format in LOSSLESS

    @property
    def sixteen(self) -> bool:
        """Whether it is written from samples of 16 bits."""
        return self.lossless and self.bits == 16


@dataclass(frozen=True, slots=True)
class Coding:
    """FFmpeg's names for a file's muxer, for its encoder and for the samples that this one takes."""

    container: str
    codec: str
    samples: str


LOSSLESS: Mapping[SoundFormat, Mapping[int, Coding]] = {
    SoundFormat.WAV: {
        16: Coding("wav", "pcm_s16le", "s16"),
        24: Coding("wav", "pcm_s24le", "s32"),
        32: Coding("wav", "pcm_f32le", "flt"),
    },
    SoundFormat.FLAC: {16: Coding("flac", "flac", "s16"), 24: Coding("flac", "flac", "s32")},
}
"""By bits a sample."""

_LOSSY: Mapping[SoundFormat, Coding] = {
    SoundFormat.M4A: Coding("ipod", "aac", "fltp"),
    SoundFormat.MP3: Coding("mp3", "libmp3lame", "fltp"),
    SoundFormat.OPUS: Coding("opus", "libopus", "flt"),
}

QUALITIES: Mapping[SoundFormat, Mapping[Quality, int]] = {
    SoundFormat.M4A: {Quality.PREVIEW: 96, Quality.STANDARD: 192, Quality.HIGH: 256},
    SoundFormat.MP3: {Quality.PREVIEW: 128, Quality.STANDARD: 192, Quality.HIGH: 320},
    SoundFormat.OPUS: {Quality.PREVIEW: 64, Quality.STANDARD: 128, Quality.HIGH: 192},
    SoundFormat.WAV: {Quality.PREVIEW: 16, Quality.STANDARD: 16, Quality.HIGH: 24},
    SoundFormat.FLAC: {Quality.PREVIEW: 16, Quality.STANDARD: 16, Quality.HIGH: 24},
}
"""Thousands of bits a second; for those that lose nothing, bits a sample."""


def coding_of(settings: SoundSettings) -> Coding:
    """How a file of these settings is written. Raises LookupError for bits that its kind does not have."""
    return LOSSLESS[settings.format][settings.bits] if settings.lossless else _LOSSY[settings.format]
