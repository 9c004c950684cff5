"""What a picture track is encoded with; equal settings give chunks that join by copy."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from draftreel.span import SAMPLE_RATE

GROUP_SECONDS = 2
_CLOCK_LIMIT = 2**30  # the box holds 31 bits
# cpu-independent: without it x264's macroblock tree differs from run to run (seen at 320x240 and below)
_ALWAYS = "open-gop=0:force-cfr=1:cpu-independent=1"


class Quality(StrEnum):
    """How good a film's pictures are to be, for their bytes and the time they take."""

    PREVIEW = "preview"
    STANDARD = "standard"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Recipe:
    """x264's preset, its constant rate factor (lower is better and larger) and its parameters beyond these.

    `tuning` is name=value, joined by colons.
    """

    preset: str
    crf: int
    tuning: str = ""


_FLAT_AND_DARK = "aq-mode=3:aq-strength=1.5"  # more of the bits for these: gradients do not band
_GRAIN = "deadzone-intra=6:deadzone-inter=12"  # fewer small coefficients dropped; trellis, which medium has, sees to it

RECIPES: Mapping[Quality, Recipe] = {
    Quality.PREVIEW: Recipe("ultrafast", 28, f"{_FLAT_AND_DARK}:{_GRAIN}"),
    Quality.STANDARD: Recipe("veryfast", 22, f"{_FLAT_AND_DARK}:{_GRAIN}"),
    Quality.HIGH: Recipe("medium", 19, _FLAT_AND_DARK),
}
"""Chosen by measurement: docs/decisions/0008-quality.md."""

_STANDARD = RECIPES[Quality.STANDARD]


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """Even pixel sizes, frames a second, x264's crf and preset; `threads` is part of the bytes that come out.

    `tuning` adds to x264's own parameters: name=value, joined by colons. `sets` is the number of the parameter
    sets that its pictures name: other than the 0 of most films, so that copied packets may lie between them.
    """

    width: int
    height: int
    fps: Fraction
    quality: int = _STANDARD.crf
    preset: str = _STANDARD.preset
    threads: int = 2
    tuning: str = _STANDARD.tuning
    sets: int = 1

    @property
    def group(self) -> int:
        """The most frames from one key frame to the next."""
        return max(1, round(self.fps * GROUP_SECONDS))

    @property
    def codec_options(self) -> dict[str, str]:
        """Names and values as libx264 takes them."""
        return {
            "preset": self.preset,
            "crf": str(self.quality),
            "profile": "high",
            "x264-params": ":".join(filter(None, (_ALWAYS, f"sps-id={self.sets}", self.tuning))),
        }

    @property
    def muxer_options(self) -> dict[str, str]:
        """Names and values as the MP4 muxer takes them."""
        return muxer_options(self.fps)


def muxer_options(fps: Fraction) -> dict[str, str]:
    """MP4 without dates and versions, index at the front, with a clock that frames and samples both fall on."""
    return {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(_clock(fps))}


def _clock(fps: Fraction) -> int:
    shared = math.lcm(SAMPLE_RATE, fps.numerator)
    return shared if shared < _CLOCK_LIMIT else SAMPLE_RATE
