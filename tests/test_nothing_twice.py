"""What an edit, a repeat and a second draft cost, told by counting what is done."""

import json
import os
import shutil
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import cv2
import numpy as np
import pytest

from demo.draft_server import FILES, DraftHandler, draft_address
from draftreel import intake, local, looking, making
from draftreel.compositor import tiles
from draftreel.eviction import evict, stored
from draftreel.image import Layout
from draftreel.image.keeping import as_bytes, from_bytes
from draftreel.local import render_draft
from draftreel.manifest import Output
from draftreel.media import FrameReader, frames, probe
from draftreel.settings import Settings
from draftreel.workspace import REMADE
from tests.conftest import SECOND, grey_film, segment, tone

LENGTH_S, CHUNK_S, CAPTION_S = 60, 10, 5
PHOTO = (640, 400)
"""Large enough to be kept."""


class Draft:
    """60 s at 64x36 in six chunks: a photo, a film, a photo, a logo over all of them, a caption every five seconds."""

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


def at(start: float, material: str, seconds: float, **more: object) -> dict[str, object]:
    """A segment that starts at a time."""
    span = {"start": round(start * SECOND), "duration": round(seconds * SECOND)}
    return segment(material, seconds, **more) | {"target_timerange": span, "id": f"{material}-{start}"}


class Work:
    """What was done in this process, by name."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        self.frames = 0
        self._patch = patch
        self._count(looking, "content_key", "hashed")
        self._count(looking, "probe", "probed")
        self._count(intake, "download", "downloaded")
        self._count(frames, "load_still", "stills decoded")
        self._count(tiles, "rasterise", "texts drawn")
        self._count(making, "encode_sound", "sounds mixed")
        self._count(making, "join", "joined")
        self._count_frames()

    def _count(self, module, name, what):
        real = getattr(module, name)

        def counted(*given, **more):
            self.done[what] += 1
            return real(*given, **more)

        self._patch.setattr(module, name, counted)

    def _count_frames(self):
        real = local.draw_chunk

        def counted(film, chunk, *rest):
            self.done["chunks drawn"] += 1
            self.frames += chunk.count
            real(film, chunk, *rest)

        self._patch.setattr(local, "draw_chunk", counted)


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
        "chunks drawn": LENGTH_S // CHUNK_S,
        "sounds mixed": 1,
        "joined": 1,
    }
    assert first.work.frames == 30 * LENGTH_S


def test_an_unchanged_draft_takes_nothing(draft, first, work, tmp_path):
    film = tmp_path / "film.mp4"
    report = render_draft(draft.write(), film, Output(), settings(first.copied(tmp_path)))
    assert work.done == {}
    assert film.read_bytes() == first.film.read_bytes()
    assert report.chunks_reused == report.chunks == 6


def test_a_changed_caption_takes_one_chunk_and_one_text(draft, first, work, tmp_path):
    report = render_draft(draft.write("later"), tmp_path / "film.mp4", Output(), settings(first.copied(tmp_path)))
    assert work.done == {"texts drawn": 1, "chunks drawn": 1, "joined": 1}
    assert work.frames == 300 < 0.2 * report.frames
    assert report.chunks_reused == 5


def test_a_chunk_that_is_drawn_from_the_shelf_is_the_same_to_the_byte(draft, first, work, tmp_path):
    data, film = first.copied(tmp_path), tmp_path / "film.mp4"
    forget(data, "chunks", "joined")
    render_draft(draft.write(), film, Output(), settings(data))
    assert work.done == {"chunks drawn": 6, "joined": 1}
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
    assert work.done == {"stills decoded": 1, "texts drawn": 2, "chunks drawn": 6, "joined": 1}
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


class Shop:
    """A server with drafts of one second that show a clip and a photo, wherever these lie; what it was asked for."""

    def __init__(self, root: Path, origin: str) -> None:
        self.root, self.origin = root, origin
        self.sent: Counter[str] = Counter()

    def address(self, draft: str, name: str) -> str:
        return f"{self.origin}{FILES}{draft}/{name}"

    def add(self, draft: str, media: Path, *, shared_with: str = "", alpha: float = 1.0) -> str:
        """The URL of a draft with media of its own, or with another's, and its photo's opacity."""
        folder = self.root / draft
        folder.mkdir()
        names = ("clip.mp4", "photo.png")
        for name in () if shared_with else names:
            shutil.copyfile(media / {"clip.mp4": "grey.mp4", "photo.png": "hill.png"}[name], folder / name)
        paths = [self.address(shared_with, name) if shared_with else name for name in names]
        (folder / "draft_content.json").write_text(json.dumps(short_record(*paths, alpha)), encoding="utf-8")
        return draft_address(self.origin, draft)


def short_record(clip: str, photo: str, alpha: float) -> dict[str, object]:
    half = {"scale": {"x": 0.5, "y": 0.5}, "alpha": alpha}
    return {
        "canvas_config": {"width": 64, "height": 36},
        "fps": 30.0,
        "duration": SECOND,
        "materials": {
            "videos": [
                {"id": "clip", "type": "video", "path": clip, "duration": 2 * SECOND},
                {"id": "photo", "type": "photo", "path": photo},
            ]
        },
        "tracks": [
            {"type": "video", "segments": [at(0, "clip", 1)]},
            {"type": "video", "segments": [at(0, "photo", 1, clip=half, render_index=1)]},
        ],
    }


class _Handler(DraftHandler):
    def __init__(self, shop: Shop, *connection: object) -> None:
        self.shop = shop
        super().__init__(shop.root, *connection)

    def _file(self, path: str) -> None:
        if self.command == "GET":
            self.shop.sent[path.removeprefix(FILES)] += 1
        super()._file(path)


@contextmanager
def selling(root: Path):
    shop = Shop(root.resolve(), "")
    root.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shop)) as server:
        server.daemon_threads = True
        shop.origin = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield shop
        finally:
            server.shutdown()
            thread.join(5)


@pytest.fixture
def shop(tmp_path):
    with selling(tmp_path / "shop") as opened:
        yield opened


ONE, TWO = "20260101120000aaaaaaaa", "20260101120000bbbbbbbb"


def test_drafts_that_share_a_clip_and_a_photo_share_downloads_probes_and_stills(shop, draft, work, tmp_path):
    given = settings(tmp_path / "data", allow_hosts="127.0.0.1")
    urls = shop.add(ONE, draft.folder), shop.add(TWO, draft.folder, shared_with=ONE, alpha=0.5)
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for url, film in zip(urls, films, strict=True):
        render_draft(url, film, Output(), given)
    assert (shop.sent[f"{ONE}/clip.mp4"], shop.sent[f"{ONE}/photo.png"]) == (1, 1)
    assert work.done == {"downloaded": 2, "probed": 2, "stills decoded": 1, "chunks drawn": 2, "joined": 2}
    assert films[0].read_bytes() != films[1].read_bytes()


def test_the_same_bytes_at_two_addresses_are_probed_and_drawn_once(shop, draft, work, tmp_path):
    """Two addresses may be two files until they have been read, so they are: nothing after that is done twice."""
    given = settings(tmp_path / "data", allow_hosts="127.0.0.1")
    for url in (shop.add(ONE, draft.folder), shop.add(TWO, draft.folder)):
        render_draft(url, tmp_path / "film.mp4", Output(), given)
    assert work.done == {"downloaded": 4, "probed": 2, "stills decoded": 1, "chunks drawn": 1, "joined": 1}
    assert len(list((tmp_path / "data" / "media").glob("*.*"))) == 2


def test_another_size_is_another_still_of_the_same_photo(draft, first, work, tmp_path):
    data = first.copied(tmp_path)
    output = replace(Output(), width=32)
    for _ in range(2):
        render_draft(draft.write(), tmp_path / "film.mp4", output, settings(data))
        forget(data, "chunks", "joined")
    assert (work.done["stills decoded"], work.done["texts drawn"]) == (3, 12)
