"""The real drafts beside the checkout, with stand-in media where they were published without."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from draftreel.arranging import film_in
from draftreel.compositor.compositor import Compositor
from draftreel.image import to_rgb
from draftreel.local import planned
from draftreel.manifest import Output
from draftreel.mixer import mix
from draftreel.settings import Settings
from draftreel.span import SECOND, Span

DRAFTS = Path(__file__).parents[2] / "../shared/drafts"


def pytest_collection_modifyitems(items):
    if DRAFTS.exists():
        return
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.skip(reason="the real drafts are not beside the checkout"))


class Opened:
    """A real draft as the engine arranges it, small."""

    def __init__(self, draft: str, settings: Settings, width: int = 160):
        with planned(draft, Output(width=width), settings) as plan:
            film = film_in(plan)
        self.timeline, self.notes, self.frames = film.timeline, plan.diagnostics, film.frames
        self.library = {key: Path(path) for key, path in film.library}
        self.size = (film.video.width, film.video.height)

    def pictures(self, *seconds: float) -> list[np.ndarray]:
        """Red, green and blue at some times."""
        with Compositor(self.timeline, self.library, self.size) as compositor:
            return [to_rgb(compositor.frame(round(moment * SECOND))).astype(int) for moment in seconds]

    def sound(self, start: float, seconds: float) -> np.ndarray:
        span = Span(round(start * SECOND), round(seconds * SECOND))
        return np.concatenate(list(mix(self.timeline, self.library, span)))

    def counted(self) -> dict[str, int]:
        """How many notes there are of each code."""
        codes = [note.code for note in self.notes]
        return {code: codes.count(code) for code in sorted(set(codes))}


@pytest.fixture(scope="session")
def stood_in(tmp_path_factory):
    """The folder of an app's draft with its stand-in media; each is made once."""
    root = tmp_path_factory.mktemp("app")

    def folder(name: str) -> Path:
        made = root / name
        if not made.exists():
            command = [sys.executable, DRAFTS / "make_media.py", DRAFTS / "app" / f"{name}.json", made]
            subprocess.run([*command, "--scale", "0.1", "--seconds", "60"], check=True, stdout=subprocess.DEVNULL)
        return made

    return folder


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return Settings(data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def app_draft(stood_in, settings):
    return lambda name, width=160: Opened(str(stood_in(name)), settings, width)


@pytest.fixture
def server_draft(settings):
    return lambda name: Opened(str(DRAFTS / "server" / name), settings)


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A folder of the server's drafts under their ids, and those by name."""
    root = tmp_path_factory.mktemp("served")
    ids = {}
    for folder in (DRAFTS / "server").iterdir():
        listed = json.loads((folder / "get_draft.json").read_text(encoding="utf-8"))["files"][0]
        ids[folder.name] = urlsplit(listed).path.split("/")[3]
        shutil.copytree(folder, root / ids[folder.name])
    return root, ids
