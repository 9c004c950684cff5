"""The typical film again and again: as many equal chunks as one wants."""

from benchmarks.films import typical
from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf
from demo.records import SECOND, Record

TIMES = 5


def write(sheet: Sheet, shelf: Shelf) -> None:
    """The segments of every track, each round fifteen seconds later."""
    typical.write(sheet, shelf)
    sheet.seconds *= TIMES
    for track in sheet.tracks:
        track["segments"] = [_later(segment, n) for n in range(TIMES) for segment in track["segments"]]


def _later(segment: Record, rounds: int) -> Record:
    target = segment["target_timerange"]
    start = target["start"] + round(rounds * typical.SECONDS * SECOND)
    return {**segment, "id": f"{segment['id']}-{rounds}", "target_timerange": {**target, "start": start}}
