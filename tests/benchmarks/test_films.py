import json
import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import footage
from benchmarks.films import FILMS, MANY_CHUNKS
from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf
from draftreel.compiler import Compilation, compile_draft
from draftreel.draft import parse
from draftreel.span import SECOND
from draftreel.timeline import BlurFill, Fidelity, Layer, Media, MediaKind, Transition

SECONDS = {"A": 20, "P": 20, "B": 15, "C": 15, "D": 1200, "E": 3600, "W": 75}
SUBJECTS = {**FILMS, "W": MANY_CHUNKS}


class _Empty(Shelf):
    """Names of media that nobody made."""

    def _made(self, name, write):
        return self.root / name


def _sheet(letter: str) -> Sheet:
    sheet = Sheet(random.Random(7))
    SUBJECTS[letter].write(sheet, _Empty(Path("nowhere"), 7))
    return sheet


@pytest.fixture(scope="module", params=SUBJECTS)
def film(request) -> tuple[str, Compilation]:
    return request.param, _compiled(request.param)


def _compiled(letter: str) -> Compilation:
    sheet = _sheet(letter)
    media = {record["id"]: _media(record) for kind in ("videos", "audios") for record in sheet.materials.get(kind, [])}
    return compile_draft(parse(json.dumps(sheet.draft()).encode()), media, {})


def _media(record) -> Media:
    kind = {"photo": MediaKind.STILL, "video": MediaKind.VIDEO}.get(record["type"], MediaKind.SOUND)
    size = record.get("width", 0), record.get("height", 0)
    duration = 0 if kind is MediaKind.STILL else record["duration"]
    return Media(record["path"], kind, *size, duration=duration, has_sound=kind is MediaKind.SOUND)


def test_a_film_is_as_long_as_is_said(film):
    letter, compilation = film
    assert compilation.timeline.duration == SECONDS[letter] * SECOND


def test_a_film_is_full_hd(film):
    assert (film[1].timeline.width, film[1].timeline.height) == footage.SIZE


def test_nothing_of_a_film_is_missing(film):
    assert [each for each in film[1].diagnostics if each.fidelity is Fidelity.MISSING] == []


def test_the_same_seed_writes_the_same_draft(film):
    assert _sheet(film[0]).draft() == _sheet(film[0]).draft()


def test_the_lowest_track_has_no_gap(film):
    _, compilation = film
    items = compilation.timeline.tracks[0].items
    edges = [edge for item in items for edge in (item.span.start, item.span.end)]
    assert edges[0] == 0
    assert edges[-1] == compilation.timeline.duration
    assert edges[1:-1:2] == edges[2:-1:2]


def test_film_d_has_four_hundred_captions_and_a_dozen_clips():
    kinds = Counter(track["type"] for track in _sheet("D").tracks for _ in track["segments"])
    assert kinds["text"] == 400
    assert len(_sheet("D").materials["videos"]) == 12


def test_film_e_shows_six_hundred_photos_out_of_a_dozen():
    compilation = _compiled("E")
    layers = [item for item in compilation.timeline.tracks[0].items if isinstance(item, Layer)]
    assert len(layers) == 600
    assert {layer.source.media.kind for layer in layers} == {MediaKind.STILL}
    assert len(_sheet("E").materials["videos"]) == 12


def test_film_c_is_treated_in_every_way_that_is_said():
    timeline = _compiled("C").timeline
    main, light, inset, split, _, title = (track.items for track in timeline.tracks)
    layers = [item for item in main if isinstance(item, Layer)]
    assert any(isinstance(layer.background, BlurFill) for layer in layers)
    assert sum(isinstance(item, Transition) for item in main) == 3
    assert [layer.treatments != () for layer in layers] == [True, False, True, False]
    assert light[0].blend.name == "screen"
    assert inset[0].mask is not None
    assert (split[0].span.start, split[0].span.duration) == (6 * SECOND, 2 * SECOND)
    assert title[0].letter_motions != ()
