"""A film's measure as shown, from the size of its pixels."""

from fractions import Fraction

from av.video.frame import VideoFrame

from draftreel.media.limits import check_size

_OUTLANDISH = 4  # pixels four times as wide as high are an error in the file


def shown_size(frame: VideoFrame, aspect: Fraction | None) -> tuple[int, int]:
    """Width and height with square pixels, the shorter way stretched; raises MaterialError when too large."""
    width, height = frame.width, frame.height
    if aspect and aspect != 1 and Fraction(1, _OUTLANDISH) <= aspect <= _OUTLANDISH:
        width, height = (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))
    check_size(width, height)
    return width, height
