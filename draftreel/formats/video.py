"""What a picture track is encoded with; equal settings give chunks that join by copy."""

import math
from dataclasses import dataclass
from fractions import Fraction

from draftreel.choices import Codec, Format, Quality
from draftreel.formats.recipes import RECIPES
from draftreel.span import SAMPLE_RATE

GROUP_SECONDS = 2
_CLOCK_LIMIT = 2**30  # the box holds 31 bits
# cpu-independent: without it x264's macroblock tree differs from run to run (seen at 320x240 and below)
_ALWAYS = "open-gop=0:force-cfr=1:cpu-independent=1"
_X265 = ("open-gop=0", "info=0", "log-level=error")
_VPX = {"deadline": "good", "row-mt": "0", "lag-in-frames": "25", "auto-alt-ref": "1"}


_STANDARD = RECIPES[Quality.STANDARD]


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """Even pixel sizes, frames a second, the encoder's crf and preset; `threads` is part of the bytes that come out.

    `tuning` adds to the encoder's own parameters: name=value, joined by colons. `sets` is the number of the parameter
    sets that H.264's pictures name: other than the 0 of most films, so that copied packets may lie between them.
    """

    width: int
    height: int
    fps: Fraction
    quality: int = _STANDARD.crf
    preset: str = _STANDARD.preset
    threads: int = 2
    tuning: str = _STANDARD.tuning
    sets: int = 1
    codec: Codec = Codec.H264

    @property
    def group(self) -> int:
        """The most frames from one key frame to the next."""
        return max(1, round(self.fps * GROUP_SECONDS))

    @property
    def codec_options(self) -> dict[str, str]:
        """Names and values as the codec's encoder takes them."""
        match self.codec:
            case Codec.H264:
                return self._x264
            case Codec.HEVC:
                return self._usual | {"forced-idr": "1", "x265-params": self._parameters(*_X265, *self._x265_threads)}
            case Codec.AV1:
                return self._usual | {"svtav1-params": self._parameters(f"lp={self.threads}")}
            case Codec.VP9:
                return {"crf": str(self.quality), "b": "0", "cpu-used": self.preset, **_VPX}

    @property
    def muxer_options(self) -> dict[str, str]:
        """Names and values as the MP4 muxer takes them: whatever the film's format, chunks lie in MP4."""
        return muxer_options(self.fps)

    @property
    def _x264(self) -> dict[str, str]:
        return {
            "preset": self.preset,
            "crf": str(self.quality),
            "profile": "high",
            "x264-params": self._parameters(_ALWAYS, f"sps-id={self.sets}"),
        }

    @property
    def _usual(self) -> dict[str, str]:
        return {"preset": self.preset, "crf": str(self.quality)}

    @property
    def _x265_threads(self) -> tuple[str, ...]:
        """Said, not found: without a pool x265 gives up its wavefronts, and with them the bytes."""
        return f"pools={self.threads}", f"frame-threads={self.threads}"

    def _parameters(self, *first: str) -> str:
        return ":".join(filter(None, (*first, self.tuning)))


def muxer_options(fps: Fraction, kind: Format = Format.MP4) -> dict[str, str]:
    """Without dates and versions, index at the front; MP4 with a clock that frames and samples both fall on."""
    if kind is Format.WEBM:
        return {"fflags": "+bitexact", "cues_to_front": "1"}
    return {"fflags": "+bitexact", "movflags": "+faststart", "movie_timescale": str(_clock(fps))}


def _clock(fps: Fraction) -> int:
    shared = math.lcm(SAMPLE_RATE, fps.numerator)
    return shared if shared < _CLOCK_LIMIT else SAMPLE_RATE
