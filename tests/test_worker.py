import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from draftreel.drawing import Wanted, compositor_of, draw_chunk
from draftreel.encoder import VideoSettings
from draftreel.errors import MaterialError, RenderError, TimeLimitError
from draftreel.plan import Film, chunks
from draftreel.span import SECOND, Span
from draftreel.timeline import Layer, Media, MediaKind, MediaSource, Placement, Timeline, Track
from draftreel.worker import Worker, error_as_line, error_from
from draftreel.workspace import save


def film_of(path, key="a", seconds=2):
    media = Media(key, MediaKind.VIDEO, 64, 36, 2 * SECOND, Fraction(30))
    layer = Layer(Span(0, seconds * SECOND), 0, MediaSource(media), Placement((64, 36)))
    timeline = Timeline(64, 36, Fraction(30), seconds * SECOND, (Track((layer,)),))
    return Film(timeline, Span(0, timeline.duration), ((key, str(path)),), VideoSettings(64, 36, Fraction(30)), ())


@pytest.fixture
def plan(tmp_path, small_draft):
    film = film_of(small_draft / "grey.mp4")
    save(tmp_path / "plan", film)
    return film, tmp_path / "plan"


def test_a_child_draws_the_bytes_that_we_would(plan, tmp_path):
    film, path = plan
    (chunk,) = chunks(film)
    seen = []
    with Worker(path) as worker:
        worker.render(chunk, tmp_path / "there.mp4", seen.append, 60)
    with compositor_of(film) as compositor:
        draw_chunk(film, Wanted(chunk, tmp_path / "here.mp4", lambda _: None), compositor)
    assert (tmp_path / "there.mp4").read_bytes() == (tmp_path / "here.mp4").read_bytes()
    assert seen == list(range(1, 61))


def test_what_goes_wrong_in_a_child_is_raised_here(tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all")
    film = film_of(broken)
    save(tmp_path / "plan", film)
    with Worker(tmp_path / "plan") as worker, pytest.raises((MaterialError, RenderError)):
        worker.render(chunks(film)[0], tmp_path / "chunk.mp4", lambda _: None, 60)
    assert not (tmp_path / "chunk.mp4").exists()


def test_a_killed_child_is_an_error_that_may_pass(plan, tmp_path):
    film, path = plan
    with Worker(path) as worker:
        worker._child.kill()
        with pytest.raises(RenderError) as caught:
            worker.render(chunks(film)[0], tmp_path / "chunk.mp4", lambda _: None, 60)
    assert caught.value.transient


def test_a_child_that_takes_too_long_is_ended(plan, tmp_path):
    film, path = plan
    with Worker(path) as worker, pytest.raises(TimeLimitError):
        worker.render(chunks(film)[0], tmp_path / "chunk.mp4", lambda _: None, 0.01)
    assert worker._child.returncode == -signal.SIGKILL


PARENT = """
import sys, time
from pathlib import Path
from draftreel.worker import Worker
print(Worker(Path(sys.argv[1]))._child.pid, flush=True)
time.sleep(60)
"""


def test_a_child_dies_with_its_parent(plan):
    _, path = plan
    with subprocess.Popen([sys.executable, "-c", PARENT, str(path)], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(child)


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]


def test_errors_cross_the_border_whole():
    error = error_from(error_as_line(MaterialError("sea.mp4: 403", transient=True)))
    assert (type(error), error.detail, error.transient) == (MaterialError, "sea.mp4: 403", True)


def test_another_engine_version_makes_other_keys(plan, monkeypatch):
    film, _ = plan
    before = chunks(film)[0].key
    monkeypatch.setattr("draftreel.plan.LOOK_VERSION", -1)
    assert chunks(film)[0].key != before
    assert chunks(replace(film, library=()))[0].key != before


def test_a_plan_that_cannot_be_read_is_said_and_not_a_death(plan, tmp_path):
    film, path = plan
    part = chunks(film)[0]
    path.write_bytes(path.read_bytes()[:100])
    with Worker(path) as worker, pytest.raises(RenderError, match="the stored film cannot be read"):
        worker.render(part, tmp_path / "chunk.mp4", lambda _: None, 60)
