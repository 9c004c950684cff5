"""Film B, a typical one: dissolves, a moving photo, a picture in the picture, words, sound."""

from benchmarks import footage
from benchmarks.sheet import Sheet
from benchmarks.shelf import SONG_S, VOICE_S, Shelf
from demo import records
from demo.records import Look, Placed, Record, Styled

WHAT = "three clips with dissolves, a moving photo, a turned picture in the picture, ten captions, music and voice"
SECONDS = 15.0
CLIP, LEAD, DISSOLVE = 4.0, 0.5, 0.5
MIX = Look("叠化", "6724845717472416269", "322577")
LINES = (
    "清晨的光落在山谷里",
    "The light comes down slowly",
    "风从海上来",
    "Salt, and the smell of rain",
    "我们沿着河走了很久",
    "Nobody said a word",
    "城市在远处醒来",
    "A thousand windows at once",
    "这就是那一天",
    "And that was all of it",
)
EM = 64.0
WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def write(sheet: Sheet, shelf: Shelf) -> None:
    """Fifteen seconds of 1080p."""
    sheet.seconds = SECONDS
    clips = [sheet.clip(shelf.clip(n, CLIP + 2 * LEAD), CLIP + 2 * LEAD) for n in range(3)]
    segments = [sheet.segment(clip, (n * CLIP, CLIP), LEAD, [dissolve(sheet)]) for n, clip in enumerate(clips)]
    sheet.track("video", [*segments, moving_photo(sheet, shelf)])
    sheet.track("video", [inset(sheet, shelf)])
    sheet.track("text", [caption(sheet, line, (n * 1.5, 1.4)) for n, line in enumerate(LINES)])
    write_sounds(sheet, shelf)


def dissolve(sheet: Sheet) -> str:
    """The way from a clip to the next."""
    return sheet.add("transitions", records.transition(MIX, DISSOLVE))


def moving_photo(sheet: Sheet, shelf: Shelf) -> Record:
    """A photo that grows and wanders for the last three seconds."""
    photo = sheet.photo(shelf.photo(0), footage.PHOTO)
    segment = sheet.segment(photo, (3 * CLIP, SECONDS - 3 * CLIP), 0.0)
    ways = (("KFTypeScaleX", ((0.0, 1.4), (3.0, 1.8))), ("KFTypePositionX", ((0.0, 0.1), (3.0, -0.1))))
    return segment | {"common_keyframes": [records.keyframes(*way) for way in ways]}


def inset(sheet: Sheet, shelf: Shelf, extras: tuple[str, ...] = ()) -> Record:
    """A small turned picture in a corner, which comes and goes throughout."""
    clip = sheet.clip(shelf.clip(9, SECONDS), SECONDS)
    segment = sheet.segment(clip, (0.0, SECONDS), 0.0, extras)
    ways = [(second, 0.6 + 0.4 * (second % 2)) for second in (0.0, 3.0, 6.0, 9.0, 12.0, 15.0)]
    placed = records.clip(Placed(scale=0.4, x=0.5, y=0.5, rotation=8.0))
    return segment | {"clip": placed, "common_keyframes": [records.keyframes("KFTypeAlpha", ways)]}


def caption(sheet: Sheet, line: str, at: tuple[float, float]) -> Record:
    """A line of white words with a black edge, low in the picture."""
    text = sheet.add("texts", records.text(line, [Styled(0, len(line), EM, WHITE, bold=True, stroke=BLACK)]))
    return sheet.segment(text, at, None) | {"clip": records.clip(Placed(y=-0.75))}


def write_sounds(sheet: Sheet, shelf: Shelf) -> None:
    """A song that fades, and a voice three times."""
    song, voice = sheet.sound(shelf.song(), SONG_S), sheet.sound(shelf.voice(), VOICE_S)
    fade = sheet.add("audio_fades", records.fade(0.5, 1.0))
    sheet.track("audio", [sheet.segment(song, (0.0, SECONDS), 0.0, [fade]) | {"volume": 0.5}])
    sheet.track("audio", [sheet.segment(voice, (start, VOICE_S), 0.0) for start in (1.0, 6.0, 10.5)])
