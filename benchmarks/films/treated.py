"""Film C: the typical one with much done to its pictures, and a title whose letters fly in."""

from benchmarks import treatments
from benchmarks.films import typical
from benchmarks.films.typical import CLIP, LEAD, LINES, SECONDS, WHITE
from benchmarks.footage import SIZE
from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf
from benchmarks.treatments import Shifts
from demo import records
from demo.records import Placed, Record, Styled

WHAT = (
    "B, and a blurred canvas behind a vertical clip, colours adjusted, a feathered circular mask, "
    "a screen-blended light layer, two seconds of RGB split, a title that flies in by letters"
)
UPRIGHT = (1080, 1920)
SPLIT = (6.0, 2.0)
TITLE, TITLE_AT, TITLE_IN = "山谷里的光", (0.5, 3.5), 1.5
GOLD = (1.0, 0.85, 0.4)


def write(sheet: Sheet, shelf: Shelf) -> None:
    """As long as the typical one, and the same clips but for the second."""
    sheet.seconds = SECONDS
    sheet.track("video", [*_clips(sheet, shelf), typical.moving_photo(sheet, shelf)])
    sheet.track("video", [_light(sheet, shelf)])
    sheet.track("video", [typical.inset(sheet, shelf, (_mask(sheet),))])
    sheet.track("effect", [sheet.bare(sheet.add("video_effects", treatments.rgb_split(Shifts(0.6, 0.5))), SPLIT)])
    sheet.track("text", [typical.caption(sheet, line, (n * 1.5, 1.4)) for n, line in enumerate(LINES)])
    sheet.track("text", [_title(sheet)])
    typical.write_sounds(sheet, shelf)


def _clips(sheet: Sheet, shelf: Shelf) -> list[Record]:
    length = CLIP + 2 * LEAD
    shown = [
        sheet.clip(shelf.clip(0, length), length),
        sheet.clip(shelf.clip(1, length, UPRIGHT), length, UPRIGHT),
        sheet.clip(shelf.clip(2, length), length),
    ]
    blurred = sheet.add("canvases", records.blurred_canvas(0.375))
    extras = ((), (blurred,), ())
    first, second, third = (
        sheet.segment(clip, (n * CLIP, CLIP), LEAD, [typical.dissolve(sheet), *extras[n]])
        for n, clip in enumerate(shown)
    )
    fading = records.keyframes("KFTypeSaturation", ((0.0, 0.3), (CLIP, -0.6)))
    warm = {"common_keyframes": treatments.adjusted(0.1, 0.15, 0.25)}
    return [first | warm, second, third | {"common_keyframes": [fading]}]


def _light(sheet: Sheet, shelf: Shelf) -> Record:
    blend = sheet.add("effects", treatments.mix_mode(treatments.SCREEN))
    segment = sheet.segment(sheet.photo(shelf.light(), SIZE), (0.0, SECONDS), 0.0, [blend])
    glow = records.keyframes("KFTypeAlpha", [(second * 1.5, 0.5 + 0.4 * (second % 2)) for second in range(11)])
    return segment | {"common_keyframes": [glow]}


def _mask(sheet: Sheet) -> str:
    return sheet.add("masks", treatments.circle(0.8, SIZE[0] / SIZE[1], 0.25))


def _title(sheet: Sheet) -> Record:
    text = sheet.add("texts", records.text(TITLE, [Styled(0, len(TITLE), 150, GOLD, bold=True, stroke=WHITE)]))
    coming = sheet.add("material_animations", treatments.letters_in(treatments.FLY_IN, TITLE_IN))
    return sheet.segment(text, TITLE_AT, None, [coming]) | {"clip": records.clip(Placed(y=0.2))}
