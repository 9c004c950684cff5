"""What an edit and a repeat cost, told by counting what is done."""

import json
import os
import shutil
import time
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from draftreel.eviction import evict, stored
from draftreel.formats import VideoSettings
from draftreel.image import Layout
from draftreel.image.keeping import as_bytes, from_bytes
from draftreel.local import render_draft
from draftreel.manifest import Output
from draftreel.media import FrameReader, probe
from draftreel.plan import Film, chunks
from draftreel.settings import Settings
from draftreel.span import Span
from draftreel.timeline import (
    Layer,
    Media,
    MediaKind,
    MediaSource,
    Placement,
    Text,
    TextRun,
    TextSource,
    TextStyle,
    Timeline,
    Track,
)
from draftreel.workspace import REMADE
from tests.conftest import SECOND, grey_film, tone
from tests.counting import Heard, Work, at
from tests.media.conftest import write_sound

LENGTH_S, CHUNKS, CAPTION_S = 60, 12, 5
PHOTO = (640, 400)
"""Large enough to be kept."""


class Draft:
    """60 s at 64x36 in twelve chunks: a photo, a film, a photo, a logo over all of it, a caption every five seconds."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        grey_film(folder / "grey.mp4")
        tone(folder / "tone.wav", seconds=LENGTH_S)
        for light, name in enumerate(("beach", "hill", "logo")):
            cv2.imwrite(str(folder / f"{name}.png"), np.full((PHOTO[1], PHOTO[0], 3), 60 + 60 * light, np.uint8))
        self.write()

    def write(self, words: str = "") -> str:
        """The draft, with these words in its eighth caption: from 35 s on, over the film."""
        (self.folder / "draft_content.json").write_text(json.dumps(self._record(words)), encoding="utf-8")
        return str(self.folder)

    def _record(self, words: str) -> dict[str, object]:
        said = [f"{number} o'clock" for number in range(LENGTH_S // CAPTION_S)]
        said[7] = words or said[7]
        photos = ("beach", "hill", "logo")
        slow = at(20, "grey", 20, speed=0.1) | {"source_timerange": {"start": 0, "duration": 2 * SECOND}}
        small = {"scale": {"x": 0.2, "y": 0.2}, "transform": {"x": 0.7, "y": 0.7}}
        return {
            "canvas_config": {"width": 64, "height": 36},
            "fps": 30.0,
            "duration": LENGTH_S * SECOND,
            "materials": {
                "videos": [
                    {"id": "grey", "type": "video", "path": "grey.mp4", "duration": 2 * SECOND},
                    *({"id": name, "type": "photo", "path": f"{name}.png"} for name in photos),
                ],
                "audios": [{"id": "tone", "type": "extract_music", "path": "tone.wav", "duration": LENGTH_S * SECOND}],
                "texts": [
                    {"id": f"t{n}", "type": "text", "content": it, "font_size": 9.0} for n, it in enumerate(said)
                ],
            },
            "tracks": [
                {"type": "video", "segments": [at(0, "beach", 20), slow, at(40, "hill", 20)]},
                {"type": "video", "segments": [at(0, "logo", LENGTH_S, clip=small, render_index=1)]},
                {
                    "type": "text",
                    "segments": [at(CAPTION_S * n, f"t{n}", 4, render_index=14000) for n in range(len(said))],
                },
                {"type": "audio", "segments": [at(0, "tone", LENGTH_S)]},
            ],
        }


@pytest.fixture
def work(monkeypatch):
    return Work(monkeypatch)


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    return Draft(tmp_path_factory.mktemp("sixty") / "draft")


class Rendered:
    """The first render of a draft: its data folder, its film, and what it took."""

    def __init__(self, draft: Draft, folder: Path) -> None:
        time.sleep(0.1)  # what has changed just now is not remembered
        self.data, self.film = folder / "data", folder / "film.mp4"
        with pytest.MonkeyPatch.context() as patch:
            self.work = Work(patch)
            self.report = render_draft(draft.write(), self.film, Output(), settings(self.data))

    def copied(self, folder: Path) -> Path:
        """A data folder of a test's own."""
        return shutil.copytree(self.data, folder / "data")


@pytest.fixture(scope="module")
def first(draft, tmp_path_factory):
    return Rendered(draft, tmp_path_factory.mktemp("first"))


def settings(data: Path, **more: object) -> Settings:
    return Settings(data=data, **{"workers": 1, **more})


def forget(data: Path, *folders: str) -> None:
    for folder in folders:
        shutil.rmtree(data / folder)


def test_the_first_time_everything_is_done_once(first):
    assert first.work.done == {
        "hashed": 5,
        "probed": 5,
        "stills decoded": 3,
        "texts drawn": LENGTH_S // CAPTION_S,
        "chunks drawn": CHUNKS,
        "sounds mixed": 1,
        "joined": 1,
    }
    assert first.work.frames == 30 * LENGTH_S


def test_an_unchanged_draft_takes_nothing(draft, first, work, tmp_path):
    film = tmp_path / "film.mp4"
    report = render_draft(draft.write(), film, Output(), settings(first.copied(tmp_path)))
    assert work.done == {}
    assert film.read_bytes() == first.film.read_bytes()
    assert report.chunks_reused == report.chunks == CHUNKS


def test_a_changed_caption_takes_one_chunk_and_one_text(draft, first, work, tmp_path):
    report = render_draft(draft.write("later"), tmp_path / "film.mp4", Output(), settings(first.copied(tmp_path)))
    assert work.done == {"texts drawn": 1, "chunks drawn": 1, "joined": 1}
    assert work.frames == 150 < 0.1 * report.frames
    assert report.chunks_reused == CHUNKS - 1


def test_a_chunk_that_is_drawn_from_the_shelf_is_the_same_to_the_byte(draft, first, work, tmp_path):
    data, film = first.copied(tmp_path), tmp_path / "film.mp4"
    forget(data, "chunks", "joined")
    render_draft(draft.write(), film, Output(), settings(data))
    assert work.done == {"chunks drawn": CHUNKS, "joined": 1}
    assert film.read_bytes() == first.film.read_bytes()


def pictures(data: Path, layout: Layout) -> list[Path]:
    """Stills are opaque, texts are not."""
    found = ((path, from_bytes(np.fromfile(path, np.uint8))) for path in sorted((data / "pictures").iterdir()))
    return [path for path, kept in found if kept and kept.image.layout is layout]


def test_stills_and_texts_that_were_least_used_go_when_there_is_no_room(draft, first, work, tmp_path):
    data, film = first.copied(tmp_path), tmp_path / "film.mp4"
    old = [pictures(data, Layout.YUV)[0], *pictures(data, Layout.YUVA)[:2]]
    for age, path in enumerate(old):
        os.utime(path, (1000 + age, 1000 + age))
    files = tuple(stored(data, REMADE))
    last = next(file.bytes for file in files if file.path == old[-1])
    assert evict(settings(data, cache_bytes=sum(file.bytes for file in files) - total(files, old) + last - 1)) == 3
    assert not any(path.exists() for path in old)
    forget(data, "chunks", "joined")
    render_draft(draft.write(), film, Output(), settings(data))
    assert work.done == {"stills decoded": 1, "texts drawn": 2, "chunks drawn": CHUNKS, "joined": 1}
    assert film.read_bytes() == first.film.read_bytes()


def total(files, paths) -> int:
    return sum(file.bytes for file in files if file.path in paths)


def test_without_any_room_the_film_is_the_same(draft, first, tmp_path):
    film = tmp_path / "film.mp4"
    render_draft(draft.write(), film, Output(), settings(tmp_path / "data", cache_bytes=0))
    assert film.read_bytes() == first.film.read_bytes()


def test_children_keep_what_one_process_keeps(draft, first, tmp_path):
    film = tmp_path / "film.mp4"
    render_draft(draft.write(), film, Output(), settings(tmp_path / "data", workers=2))
    ours, theirs = (sorted((data / "pictures").iterdir()) for data in (first.data, tmp_path / "data"))
    assert [path.name for path in ours] == [path.name for path in theirs]
    assert [path.read_bytes() for path in ours] == [path.read_bytes() for path in theirs]
    assert film.read_bytes() == first.film.read_bytes()


def test_children_draw_with_what_is_kept(draft, first, tmp_path):
    """Every still on the shelf is painted white: so is the film where a photo is shown."""
    data, film = first.copied(tmp_path), tmp_path / "film.mp4"
    for path in pictures(data, Layout.YUV):
        kept = from_bytes(np.fromfile(path, np.uint8))
        kept.image.planes[0][:] = 235
        path.write_bytes(as_bytes(kept))
    forget(data, "chunks", "joined")
    render_draft(draft.write(), film, Output(), settings(data, workers=2))
    with FrameReader(film, probe(film, "film")) as reader:
        shown = [reader.at(second * SECOND).planes[0][2:8, 30:34].mean() for second in (4, 25, 59)]
    assert [light > 220 for light in shown] == [True, False, True]


def zipped(folder: Path, to: Path) -> str:
    with zipfile.ZipFile(to, "w") as opened:
        for file in sorted(folder.iterdir()):
            opened.write(file, f"draft/{file.name}")
    return str(to)


def test_a_zip_s_files_are_looked_at_once(draft, first, work, tmp_path):
    draft.write()
    data, film, packed = first.copied(tmp_path), tmp_path / "film.mp4", zipped(draft.folder, tmp_path / "draft.zip")
    render_draft(packed, film, Output(), settings(data))
    assert work.done == {"hashed": 5, "probed": 5}
    work.done.clear()
    render_draft(packed, film, Output(), settings(data))
    assert work.done == {}
    assert film.read_bytes() == first.film.read_bytes()


def test_another_size_is_another_still_of_the_same_photo(draft, first, work, tmp_path):
    data = first.copied(tmp_path)
    output = replace(Output(), width=32)
    for _ in range(2):
        render_draft(draft.write(), tmp_path / "film.mp4", output, settings(data))
        forget(data, "chunks", "joined")
    assert (work.done["stills decoded"], work.done["texts drawn"]) == (3, 12)


class Song:
    """20 s of a photo with three songs on two tracks: one plays twice, one at one and a half times the speed."""

    names = ("high", "low", "long")

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        for number, name in enumerate(self.names):
            noise = np.random.default_rng(number).uniform(-0.2, 0.2, (44_100 * 12, 2)).astype(np.float32)
            write_sound(folder / f"{name}.mp3", noise, "libmp3lame", 44_100)
        cv2.imwrite(str(folder / "beach.png"), np.full((36, 64, 3), 90, np.uint8))

    def write(self, volume: float = 1.0, start: float = 10.0) -> str:
        fast = {"speed": 1.5, "source_timerange": {"start": 0, "duration": 9 * SECOND}}
        songs = [at(0, "high", 8), at(8, "low", 6, **fast), at(15, "high", 4, volume=volume)]
        record = {
            "canvas_config": {"width": 64, "height": 36},
            "fps": 30.0,
            "duration": 20 * SECOND,
            "materials": {
                "videos": [{"id": "beach", "type": "photo", "path": "beach.png"}],
                "audios": [
                    {"id": name, "type": "extract_music", "path": f"{name}.mp3", "duration": 12 * SECOND}
                    for name in self.names
                ],
            },
            "tracks": [
                {"type": "video", "segments": [at(0, "beach", 20)]},
                {"type": "audio", "segments": songs},
                {"type": "audio", "segments": [at(start, "long", 9)]},
            ],
        }
        (self.folder / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")
        return str(self.folder)


@pytest.fixture(scope="module")
def song(tmp_path_factory):
    return Song(tmp_path_factory.mktemp("songs") / "draft")


@pytest.fixture
def heard(monkeypatch):
    return Heard(monkeypatch)


def test_a_changed_sound_decodes_and_stretches_no_other(song, work, heard, tmp_path):
    ours = settings(tmp_path / "data")
    render_draft(song.write(), tmp_path / "film.mp4", Output(), ours)
    assert heard.opened == {"high.mp3": 1, "low.mp3": 1, "long.mp3": 1}, "its second place is kept already"
    assert heard.stretched > 0
    for edit in ({"volume": 0.5}, {"volume": 0.5, "start": 10.5}):
        heard.forget()
        render_draft(song.write(**edit), tmp_path / "film.mp4", Output(), ours)
        assert (heard.opened, heard.stretched) == ({}, 0)
    assert work.done["sounds mixed"] == 3


def test_a_film_with_kept_sounds_is_the_same_to_the_byte(song, heard, tmp_path):
    films, ours = (tmp_path / "kept.mp4", tmp_path / "anew.mp4"), settings(tmp_path / "data")
    render_draft(song.write(), films[0], Output(), ours)
    heard.forget()
    render_draft(song.write(volume=0.25), films[0], Output(), ours)
    assert not heard.opened
    render_draft(song.write(volume=0.25), films[1], Output(), settings(tmp_path / "other"))
    assert heard.opened
    assert films[0].read_bytes() == films[1].read_bytes()


def talk(changed: int = -1) -> Film:
    """Twenty minutes of a film at 1080p with a caption every three seconds, one of which says something else."""
    seconds, size = 1200, (1920, 1080)
    media = Media("a" * 64, MediaKind.VIDEO, *size, seconds * SECOND, Fraction(30))
    shown = Layer(Span(0, seconds * SECOND), 0, MediaSource(media), Placement(size))
    captions = tuple(caption(3 * n, f"{n}!" if n == changed else f"{n}") for n in range(seconds // 3))
    timeline = Timeline(*size, Fraction(30), seconds * SECOND, (Track((shown,)), Track(captions)))
    return Film(timeline, Span(0, timeline.duration), (), VideoSettings(*size, Fraction(30)), ())


def caption(start: int, words: str) -> Layer:
    text = Text(words, (TextRun(0, len(words), TextStyle(60.0)),))
    return Layer(Span(start * SECOND, 2_900_000), start * SECOND, TextSource(text), Placement((1920, 1080)))


@pytest.mark.parametrize("changed", range(0, 400, 57))
def test_one_of_four_hundred_captions_is_under_a_fortieth_of_the_film(changed):
    """At most two chunks of ten to fifteen seconds, of twenty minutes."""
    kept = {chunk.key for chunk in chunks(talk())}
    frames = sum(chunk.count for chunk in chunks(talk(changed)) if chunk.key not in kept)
    assert 0 < frames <= 36_000 / 40
