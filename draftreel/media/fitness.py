"""Whether a film's pictures are such as we encode: then they may be shown without being decoded."""

from fractions import Fraction
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from draftreel.media.conversion import encoding_of
from draftreel.media.decoding import Decoder
from draftreel.media.hdr import is_hdr
from draftreel.media.orientation import UPRIGHT, orientation_of
from draftreel.media.parameter_sets import UNSAID, SequenceSet, Usability

_BT709 = 1
_SAID = frozenset({_BT709, UNSAID})
_BASELINE, _PROFILES = 66, frozenset({66, 77, 100})
_FLEXIBLE = 0x40  # a Baseline stream without this bit may hold what other profiles do not know


class DoubtError(Exception):
    """A film is not fit; never leaves this package."""


def require(true: bool, otherwise: str) -> None:
    """Raises DoubtError, which says `otherwise`."""
    if not true:
        raise DoubtError(otherwise)


def check_said(said: SequenceSet) -> None:
    """Raises DoubtError when pictures of a sequence set are not such as we encode."""
    require(said.profile in _PROFILES, "a profile other than Baseline, Main and High")
    require(said.profile != _BASELINE or bool(said.constraints & _FLEXIBLE), "unconstrained Baseline")
    require(said.chroma_format == 1 and said.depths == (8, 8), "not 8-bit 4:2:0")
    require(said.progressive, "interlaced")
    require(not said.gaps, "missing pictures")
    require(said.crop[0] == said.crop[2] == 0, "cropped at the left or the top")
    _check_usability(said.usability or Usability())


def _check_usability(said: Usability) -> None:
    require(said.aspect[0] == said.aspect[1], "pixels not square")
    require(not said.full, "full range")
    require(set(said.colours) <= _SAID, "other colours than BT.709")
    require(said.chroma == 0, "chroma not at the left")


def check_first(path: Path) -> None:
    """The container has a say too: what a decoded picture says of its colours and orientation is both together.

    Raises DoubtError, MaterialError.
    """
    decoder = Decoder(path)
    try:
        first = next(decoder.run(), None)
        require(first is not None and first.time == 0, "the first picture does not show at the beginning")
        if first is not None:
            _check_picture(first.frame, decoder.stream)
    finally:
        decoder.close()


def _check_picture(frame: VideoFrame, stream: VideoStream) -> None:
    require(frame.format.name == "yuv420p" and encoding_of(frame).is_ours, "not read as BT.709 limited")
    require({int(frame.color_primaries), int(frame.color_trc)} <= _SAID, "other colours than BT.709")
    require(not is_hdr(frame) and not frame.interlaced_frame, "interlaced or HDR")
    require(stream.sample_aspect_ratio in {None, Fraction(0), Fraction(1)}, "pixels not square")
    require(orientation_of(frame) == UPRIGHT, "turned")
