"""Film E: an hour of photos, six seconds each."""

from fractions import Fraction

from benchmarks import footage
from benchmarks.films import typical
from benchmarks.sheet import Sheet
from benchmarks.shelf import SONG_S, Shelf
from demo import records
from demo.records import Record

WHAT = "an hour of 600 photos out of a dozen of 12 megapixels, every third grows slowly, every second cut a dissolve"
SECONDS, FPS = 3600.0, Fraction(25)
PHOTOS, EACH = 12, 6.0
COUNT = round(SECONDS / EACH)


def write(sheet: Sheet, shelf: Shelf) -> None:
    """At 25 pictures a second, with music."""
    sheet.seconds, sheet.fps = SECONDS, FPS
    photos = [sheet.photo(shelf.photo(n), footage.PHOTO) for n in range(PHOTOS)]
    sheet.track("video", [_shown(sheet, photos[n % PHOTOS], n) for n in range(COUNT)])
    song = sheet.sound(shelf.song(), SONG_S)
    sheet.track("audio", [sheet.segment(song, (n * SONG_S, SONG_S), 0.0) for n in range(round(SECONDS / SONG_S))])


def _shown(sheet: Sheet, photo: str, number: int) -> Record:
    extras = [typical.dissolve(sheet)] if number % 2 and number + 1 < COUNT else []
    segment = sheet.segment(photo, (number * EACH, EACH), 0.0, extras)
    if number % 3:
        return segment
    return segment | {"common_keyframes": [records.keyframes("KFTypeScaleX", ((0.0, 1.0), (EACH, 1.2)))]}
