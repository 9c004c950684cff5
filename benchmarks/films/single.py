"""Film A: one clip, trimmed at both ends, as it comes from a camera."""

from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf

WHAT = "20 s out of one 24 s clip"
SECONDS, CLIP, LEAD = 20.0, 24.0, 2.3


def write(sheet: Sheet, shelf: Shelf) -> None:
    """The clip starts between two key frames, as it does wherever somebody cuts."""
    sheet.seconds = SECONDS
    clip = sheet.clip(shelf.clip(5, CLIP), CLIP)
    sheet.track("video", [sheet.segment(clip, (0.0, SECONDS), LEAD)])
