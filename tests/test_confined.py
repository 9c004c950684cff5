"""The stages of the service: this process never opens a stranger's file, and a file's crash has the file's name."""

import os
import signal
import threading
from pathlib import Path

import av
import pytest
from PIL import Image as Pillow

from draftreel import confined, fetching
from draftreel.arranging import arrange
from draftreel.child import Child, end_all
from draftreel.errors import MaterialError, SoundError
from draftreel.intake.network import Download
from draftreel.loading import _opened as opened_draft
from draftreel.manifest import Output, Wish
from draftreel.settings import Settings
from tests.test_children import is_reading, until


@pytest.fixture
def settings(tmp_path):
    yield Settings(_env_file=None, data=tmp_path / "data", workers=1, look_s=60)
    end_all()


@pytest.fixture
def fetched(monkeypatch):
    """Makes downloads of files on this disk: what comes after the network is what is tested."""

    def fetch(url, *_):
        return Download(Path(url.removeprefix("http://mate")), "k", 1, "")

    monkeypatch.setattr(fetching, "fetch", fetch)


@pytest.fixture
def nothing_opened(monkeypatch):
    """Whoever opens media in this process is caught."""

    def caught(*_args, **_more):
        raise AssertionError("media were opened in the run's own process")

    monkeypatch.setattr(av, "open", caught)
    monkeypatch.setattr(Pillow, "open", caught)


@pytest.mark.checklist(26, 27)
def test_a_whole_film_is_made_and_this_process_opens_none_of_its_media(small_draft, settings, nothing_opened, tmp_path):
    draft = opened_draft(str(small_draft), tmp_path / "unpacked", settings)
    materials = [confined.download(wish, settings) for wish in draft.wishes]
    plan = confined.plan_looks(arrange(draft, materials, settings), Output(), settings)
    sound = confined.mix_sound(plan, settings)
    seen = []
    chunks = [confined.render_chunk(plan, chunk, settings, seen.append) for chunk in plan.chunks]
    film = confined.assemble(plan, chunks, sound, settings)
    picture = confined.poster(plan, settings)
    assert (film.frames, film.width, film.height) == (60, 64, 36)
    assert sound.samples == 96_000
    assert max(seen) == plan.chunks[0].count
    assert Path(picture).read_bytes().startswith(b"\x89PNG")


@pytest.fixture
def crashing(monkeypatch, tmp_path):
    """Every child that reads the material that never comes crashes; a test that ends sets none of them free."""
    pipe, over, real = tmp_path / "sea.mp4", threading.Event(), Child.__init__
    os.mkfifo(pipe)

    def crash(process):
        until(lambda: over.is_set() or is_reading(process, pipe))
        if not over.is_set():
            os.kill(process, signal.SIGSEGV)

    def noted(self, bounds=None):
        real(self, bounds)
        threading.Thread(target=crash, args=(self._process.pid,), daemon=True).start()

    monkeypatch.setattr(Child, "__init__", noted)
    yield Wish(("m",), "video", "sea.mp4", f"http://mate{pipe}", "")
    over.set()


@pytest.mark.checklist(27)
def test_a_material_that_crashes_its_reader_is_named(settings, fetched, crashing):
    with pytest.raises(MaterialError) as caught:
        confined.download(crashing, settings)
    assert str(caught.value) == "Material inaccessible: sea.mp4: the file crashed its reader"
    assert not caught.value.transient


@pytest.mark.checklist(27, 34)
def test_a_material_that_never_ends_is_named(settings, fetched, tmp_path):
    os.mkfifo(tmp_path / "sea.mp4")
    impatient = settings.model_copy(update={"look_s": 0.5})
    with pytest.raises(MaterialError, match=r"sea\.mp4: it takes longer than 0\.5 s to be read"):
        confined.download(Wish(("m",), "video", "sea.mp4", f"http://mate{tmp_path}/sea.mp4", ""), impatient)


def test_a_sound_that_cannot_be_mixed_is_an_error_of_the_sound(small_draft, settings, tmp_path):
    draft = opened_draft(str(small_draft), tmp_path / "unpacked", settings)
    materials = [confined.download(wish, settings) for wish in draft.wishes]
    plan = confined.plan_looks(arrange(draft, materials, settings), Output(), settings)
    Path(plan.path).write_bytes(Path(plan.path).read_bytes()[:50])
    with pytest.raises(SoundError, match="cannot be read"):
        confined.mix_sound(plan, settings)
