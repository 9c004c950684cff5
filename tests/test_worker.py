import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from draftreel.child import Child
from draftreel.drawing import Wanted, compositor_of, draw_chunk
from draftreel.errors import MaterialError, RenderError, TimeLimitError
from draftreel.formats import VideoSettings
from draftreel.orders import Draw, error_as_line, error_from
from draftreel.plan import Film, chunks
from draftreel.span import SECOND, Span
from draftreel.timeline import Layer, Media, MediaKind, MediaSource, Placement, Timeline, Track
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


def drawn(child, plan, path, progress=lambda _: None, limit_s=60):
    child.carry_out(Draw(str(plan), "", 0, str(path)), progress, limit_s)


def test_a_child_draws_the_bytes_that_we_would(plan, tmp_path):
    film, path = plan
    (chunk,) = chunks(film)
    seen = []
    with Child() as child:
        drawn(child, path, tmp_path / "there.mp4", seen.append)
    with compositor_of(film) as compositor:
        draw_chunk(film, Wanted(chunk, tmp_path / "here.mp4", lambda _: None), compositor)
    assert (tmp_path / "there.mp4").read_bytes() == (tmp_path / "here.mp4").read_bytes()
    assert seen == list(range(1, 61))


def test_what_goes_wrong_in_a_child_is_raised_here(tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all")
    film = film_of(broken)
    save(tmp_path / "plan", film)
    with Child() as child, pytest.raises((MaterialError, RenderError)):
        drawn(child, tmp_path / "plan", tmp_path / "chunk.mp4")
    assert not (tmp_path / "chunk.mp4").exists()


def test_a_killed_child_is_an_error_that_may_pass(plan, tmp_path):
    _, path = plan
    with Child() as child:
        child.kill()
        with pytest.raises(RenderError) as caught:
            drawn(child, path, tmp_path / "chunk.mp4")
    assert caught.value.transient


def test_a_child_that_takes_too_long_is_ended(plan, tmp_path):
    _, path = plan
    with Child() as child, pytest.raises(TimeLimitError):
        drawn(child, path, tmp_path / "chunk.mp4", limit_s=0.01)
    assert child._process.returncode == -signal.SIGKILL


PARENT = """
import json, sys, threading, time
from draftreel.child import Child
from draftreel.confinement import Bounds
bounds = [Bounds(**fields) if fields else None for fields in json.loads(sys.argv[1])]
started = []
thread = threading.Thread(target=lambda: started.extend(map(Child, bounds)))
thread.start()
thread.join()  # the thread that asked for them is gone; they are not
time.sleep(1)
print(*(child._process.pid for child in started), *(child.is_alive for child in started), flush=True)
time.sleep(60)
"""


@pytest.mark.checklist(34, 36)
def test_children_die_with_their_parent_confined_or_not_and_not_before():
    bounds = json.dumps([None, {"memory_bytes": 10**9, "file_bytes": 10**9, "cpu_s": 60}])
    with subprocess.Popen([sys.executable, "-c", PARENT, bounds], stdout=subprocess.PIPE, text=True) as parent:
        *pids, first_lived, second_lived = parent.stdout.readline().split()
        assert (first_lived, second_lived) == ("True", "True")
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 5
    while any(alive(int(pid)) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(alive(int(pid)) for pid in pids)


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
    _, path = plan
    path.write_bytes(path.read_bytes()[:100])
    with Child() as child, pytest.raises(RenderError, match="the stored film cannot be read"):
        drawn(child, path, tmp_path / "chunk.mp4")
