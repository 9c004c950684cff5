"""Film S: one cut, so short that starting and ending count."""

from benchmarks.films.single import CLIP, LEAD
from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf

SECONDS = 3.0
WHAT = "3 s out of one 24 s clip"


def write(sheet: Sheet, shelf: Shelf) -> None:
    """The clip of A."""
    sheet.seconds = SECONDS
    clip = sheet.clip(shelf.clip(5, CLIP), CLIP)
    sheet.track("video", [sheet.segment(clip, (0.0, SECONDS), LEAD)])
