"""Drafts on a server that show the same clip and photo."""

import json
import shutil
from collections import Counter
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import cv2
import numpy as np
import pytest

from demo.draft_server import FILES, DraftHandler, draft_address
from draftreel.local import render_draft
from draftreel.manifest import Output
from draftreel.settings import Settings
from tests.conftest import SECOND, grey_film
from tests.counting import Work, at


@pytest.fixture
def work(monkeypatch):
    return Work(monkeypatch)


@pytest.fixture
def media(tmp_path):
    """A clip of two seconds and a photo that is large enough to be kept."""
    folder = tmp_path / "media"
    folder.mkdir()
    grey_film(folder / "clip.mp4")
    cv2.imwrite(str(folder / "photo.png"), np.full((400, 640, 3), 180, np.uint8))
    return folder


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
            shutil.copyfile(media / name, folder / name)
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


def test_drafts_that_share_a_clip_and_a_photo_share_downloads_probes_and_stills(shop, media, work, tmp_path):
    given = Settings(data=tmp_path / "data", workers=1, allow_hosts="127.0.0.1")
    urls = shop.add(ONE, media), shop.add(TWO, media, shared_with=ONE, alpha=0.5)
    films = [tmp_path / "one.mp4", tmp_path / "two.mp4"]
    for url, film in zip(urls, films, strict=True):
        render_draft(url, film, Output(), given)
    assert (shop.sent[f"{ONE}/clip.mp4"], shop.sent[f"{ONE}/photo.png"]) == (1, 1)
    assert work.done == {"downloaded": 2, "probed": 2, "stills decoded": 1, "chunks drawn": 2, "joined": 2}
    assert films[0].read_bytes() != films[1].read_bytes()


def test_the_same_bytes_at_two_addresses_are_probed_and_drawn_once(shop, media, work, tmp_path):
    """Two addresses may be two files until they have been read, so they are: nothing after that is done twice."""
    given = Settings(data=tmp_path / "data", workers=1, allow_hosts="127.0.0.1")
    for url in (shop.add(ONE, media), shop.add(TWO, media)):
        render_draft(url, tmp_path / "film.mp4", Output(), given)
    assert work.done == {"downloaded": 4, "probed": 2, "stills decoded": 1, "chunks drawn": 1, "joined": 1}
    assert len(list((tmp_path / "data" / "media").glob("*.*"))) == 2
