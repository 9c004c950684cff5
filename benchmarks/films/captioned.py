"""Film D: twenty minutes of talk, cut out of a dozen clips, with four hundred captions."""

from benchmarks.films import typical
from benchmarks.films.typical import LINES
from benchmarks.sheet import Sheet
from benchmarks.shelf import SONG_S, VOICE_S, Shelf
from demo.records import Record

WHAT = "20 minutes cut out of a dozen clips, every fifth cut a dissolve, 400 captions, music and voice throughout"
SECONDS, CAPTIONS = 1200.0, 400
CLIPS, CLIP = 12, 12.0
SHORTEST, LONGEST = 3.0, 9.0


def write(sheet: Sheet, shelf: Shelf) -> None:
    """Each cut shows a piece of some clip from some place on."""
    sheet.seconds = SECONDS
    sheet.track("video", _cuts(sheet, [sheet.clip(shelf.clip(20 + n, CLIP), CLIP) for n in range(CLIPS)]))
    each = SECONDS / CAPTIONS
    said = [f"{LINES[n % len(LINES)]} {n + 1}" for n in range(CAPTIONS)]
    sheet.track("text", [typical.caption(sheet, line, (n * each, each - 0.1)) for n, line in enumerate(said)])
    _sounds(sheet, shelf)


def _cuts(sheet: Sheet, clips: list[str]) -> list[Record]:
    cuts, start = list[Record](), 0.0
    while start < SECONDS:
        length = min(round(sheet.dice.uniform(SHORTEST, LONGEST) * 30) / 30, SECONDS - start)
        lead = round(sheet.dice.uniform(0.5, CLIP - LONGEST - 0.5) * 30) / 30
        last = start + length >= SECONDS
        extras = [typical.dissolve(sheet)] if len(cuts) % 5 == 4 and not last else []
        cuts.append(sheet.segment(sheet.dice.choice(clips), (start, length), lead, extras))
        start = round((start + length) * 30) / 30
    return cuts


def _sounds(sheet: Sheet, shelf: Shelf) -> None:
    song, voice = sheet.sound(shelf.song(), SONG_S), sheet.sound(shelf.voice(), VOICE_S)
    songs = [sheet.segment(song, (n * SONG_S, SONG_S), 0.0) for n in range(round(SECONDS / SONG_S))]
    sheet.track("audio", [each | {"volume": 0.4} for each in songs])
    sheet.track("audio", [sheet.segment(voice, (n * 5.0, VOICE_S), 0.0) for n in range(round(SECONDS / 5))])
