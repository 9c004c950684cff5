"""Children that really die, hang, swell and are used again. A named pipe is a file that holds its reader up."""

import os
import pickle
import shutil
import signal
import threading
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from draftreel.child import Child, ChildEndedError, end_all
from draftreel.children import Children
from draftreel.confinement import Bounds
from draftreel.errors import (
    DraftNotFound,
    EncodingError,
    MaterialError,
    RenderError,
    TimeLimitError,
)
from draftreel.media import PacketIndex, ParameterSets, Unfit
from draftreel.orders import Draw, Index, Probe, answer_as_line, answer_from, error_as_line, error_from
from draftreel.timeline import Media, MediaKind
from draftreel.workspace import save
from tests.test_worker import alive, film_of

BOUNDS = Bounds(memory_bytes=3_000_000_000, file_bytes=1_000_000_000, cpu_s=600)
GREY = Media("k", MediaKind.VIDEO, 64, 36, 2_000_000, Fraction(30))


@pytest.fixture
def pool():
    made = Children(1, BOUNDS)
    yield made
    end_all()
    for child in made._idle:
        child.close()


@pytest.fixture
def pipe(tmp_path):
    """A material that is never there: whoever reads it waits."""
    path = tmp_path / "pipe.mp4"
    os.mkfifo(path)
    return path


@pytest.fixture
def started(monkeypatch):
    """The processes of the children that were started, in order."""
    seen, real = [], Child.__init__

    def noted(self, bounds=None):
        real(self, bounds)
        seen.append(self._process.pid)

    monkeypatch.setattr(Child, "__init__", noted)
    return seen


@pytest.fixture
def beside():
    with ThreadPoolExecutor(4) as threads:
        yield threads.submit


def until(condition, timeout_s=30):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def is_reading(process, path):
    """Whether it waits for a writer of the pipe: its main thread is in open(2)."""
    try:
        return "wait_for_partner" in Path(f"/proc/{process}/wchan").read_text() or _opens(process)
    except OSError:
        return False


def _opens(process):
    return Path(f"/proc/{process}/syscall").read_text().split()[0] in {"257", "56", "2"}


def probe(pool, path, limit_s=60):
    return pool.carry_out(Probe(str(path), "k"), limit_s)


def test_a_child_is_used_again(pool, started, small_draft):
    assert [probe(pool, small_draft / "grey.mp4") for _ in range(3)] == [GREY] * 3
    assert len(started) == 1


def test_what_is_wrong_with_a_file_is_said_and_the_child_lives(pool, started, small_draft, tmp_path):
    (tmp_path / "words.mp4").write_text("words")
    with pytest.raises(MaterialError, match="not a picture"):
        probe(pool, tmp_path / "words.mp4")
    assert probe(pool, small_draft / "grey.mp4") == GREY
    assert len(started) == 1


def test_no_more_children_than_there_may_be(pool, started, small_draft, beside):
    found = [beside(probe, pool, small_draft / "grey.mp4") for _ in range(4)]
    assert [each.result() for each in found] == [GREY] * 4
    assert len(started) == 1


@pytest.mark.checklist(27)
def test_a_file_that_crashes_its_reader_twice_is_given_up(pool, started, pipe, small_draft, beside):
    found = beside(probe, pool, pipe)
    for crash in (1, 2):
        until(lambda: len(started) == crash and is_reading(started[-1], pipe))  # noqa: B023
        os.kill(started[-1], signal.SIGSEGV)
    with pytest.raises(ChildEndedError, match="SIGSEGV") as caught:
        found.result()
    assert not caught.value.transient
    assert len(started) == 2
    assert probe(pool, small_draft / "grey.mp4") == GREY, "the next one is none the worse"


def test_a_child_that_was_killed_from_outside_is_replaced(pool, started, pipe, beside):
    found = beside(probe, pool, pipe)
    until(lambda: len(started) == 1 and is_reading(started[0], pipe))
    os.kill(started[0], signal.SIGKILL)
    until(lambda: len(started) == 2 and is_reading(started[1], pipe))
    pipe.open("w").close()
    with pytest.raises(MaterialError, match="the file is empty"):
        found.result()


def test_one_that_is_killed_again_and_again_may_pass(pool, started, pipe, beside):
    found = beside(probe, pool, pipe)
    for kill in (1, 2):
        until(lambda: len(started) == kill and is_reading(started[-1], pipe))  # noqa: B023
        os.kill(started[-1], signal.SIGKILL)
    with pytest.raises(ChildEndedError) as caught:
        found.result()
    assert caught.value.transient


@pytest.mark.checklist(27, 34)
def test_a_file_that_holds_its_reader_up_is_given_up_at_the_limit(pool, started, pipe, small_draft):
    assert probe(pool, small_draft / "grey.mp4") == GREY
    with pytest.raises(TimeLimitError):
        probe(pool, pipe, 0.3)
    assert not alive(started[0])
    assert probe(pool, small_draft / "grey.mp4") == GREY


@pytest.mark.checklist(28)
def test_a_file_that_takes_too_much_memory_is_an_error_and_the_child_lives(started, small_draft, tmp_path):
    """Two frames of 48 million pixels are 192 MB each in colour, and more on the way."""
    frames = [Pillow.new("P", (8_000, 6_000), light) for light in (0, 1)]
    frames[0].putpixel((5, 5), 9)
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    small = Children(1, Bounds(memory_bytes=600_000_000, file_bytes=10**9, cpu_s=600))
    try:
        with pytest.raises(MaterialError, match="more memory than it may"):
            probe(small, tmp_path / "a.gif")
        assert probe(small, small_draft / "grey.mp4") == GREY
    finally:
        end_all()
    assert len(started) == 1


@pytest.fixture
def plan(tmp_path, small_draft):
    save(tmp_path / "plan", film_of(small_draft / "grey.mp4"))
    return str(tmp_path / "plan")


@pytest.mark.checklist(33)
def test_a_file_that_grows_too_long_is_an_error_and_leaves_nothing(plan, tmp_path):
    small = Children(1, Bounds(memory_bytes=3 * 10**9, file_bytes=500, cpu_s=600))
    (tmp_path / "made").mkdir()
    try:
        with pytest.raises(EncodingError) as caught:
            small.carry_out(Draw(plan, "", 0, str(tmp_path / "made" / "chunk.mp4")), 60)
    finally:
        end_all()
    assert not caught.value.transient
    assert list((tmp_path / "made").iterdir()) == []


@pytest.fixture
def stuck(tmp_path, pipe):
    """The plan of a film whose only material is never there."""
    save(tmp_path / "stuck", film_of(pipe))
    return str(tmp_path / "stuck")


def test_a_chunk_whose_child_crashes_is_drawn_by_another(pool, started, stuck, pipe, small_draft, tmp_path, beside):
    found = beside(pool.carry_out, Draw(stuck, "", 0, str(tmp_path / "chunk.mp4")), 60)
    until(lambda: len(started) == 1 and is_reading(started[0], pipe))
    pipe.unlink()
    shutil.copy(small_draft / "grey.mp4", pipe)
    os.kill(started[0], signal.SIGSEGV)
    found.result()
    assert len(started) == 2
    assert (tmp_path / "chunk.mp4").stat().st_size > 500


def test_a_chunk_that_crashes_every_child_is_given_up(pool, started, stuck, pipe, tmp_path, beside):
    found = beside(pool.carry_out, Draw(stuck, "", 0, str(tmp_path / "chunk.mp4")), 60)
    for crash in (1, 2):
        until(lambda: len(started) == crash and is_reading(started[-1], pipe))  # noqa: B023
        os.kill(started[-1], signal.SIGABRT)
    with pytest.raises(RenderError, match="SIGABRT") as caught:
        found.result()
    assert not caught.value.transient
    assert len(started) == 2
    assert not (tmp_path / "chunk.mp4").exists()


def test_an_order_that_is_left_in_its_middle_ends_its_child(pool, started, plan, small_draft, tmp_path):
    """As a stage's own limit does, which is raised wherever the run is: the next order gets no answer of this one."""

    def give_up(done):
        raise TimeoutError

    with pytest.raises(TimeoutError):
        pool.carry_out(Draw(plan, "", 0, str(tmp_path / "chunk.mp4")), 60, give_up)
    assert not alive(started[0])
    assert probe(pool, small_draft / "grey.mp4") == GREY
    assert len(started) == 2


@pytest.mark.checklist(40)
def test_when_a_run_ends_who_works_is_ended_and_who_waits_begins_nothing(pool, started, pipe, beside):
    found = [beside(probe, pool, pipe) for _ in range(3)]
    until(lambda: len(started) == 1 and is_reading(started[0], pipe))
    end_all()
    for each in found:
        with pytest.raises(RenderError):
            each.result(10)
    assert len(started) == 1
    until(lambda: not any(alive(process) for process in started), 5)


def test_a_pool_works_on_after_a_run_was_ended(pool, small_draft):
    assert probe(pool, small_draft / "grey.mp4") == GREY
    end_all()
    assert probe(pool, small_draft / "grey.mp4") == GREY


@pytest.mark.checklist(41)
def test_no_secret_is_in_a_childs_environment(monkeypatch, small_draft):
    monkeypatch.setenv("DRAFTREEL_S3_SECRET_KEY", "hush")
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgres://me:hush@db")
    monkeypatch.setenv("DRAFTREEL_DATA", "/somewhere")
    with Child(BOUNDS) as child:
        child.carry_out(Probe(str(small_draft / "grey.mp4"), ""), lambda _: None, 60)
        environment = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    assert b"hush" not in environment
    assert b"DRAFTREEL_DATA=/somewhere" in environment


class Evil:
    def __reduce__(self):
        return os.system, ("touch evil",)


@pytest.mark.parametrize(
    "line",
    [
        b64encode(pickle.dumps(Evil())).decode(),
        answer_as_line(Path("x")),
        answer_as_line(None),
        answer_as_line(Unfit("why")),
        "",
        "no base",
        "AAAA",
        b64encode(b"\x80\x04\x95" + b"\xff" * 8).decode(),
    ],
    ids=["a call", "a path", "nothing", "another order's", "empty", "no base64", "no pickle", "too long"],
)
def test_an_answer_that_is_none_is_an_error_and_does_nothing(tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RenderError, match="a child's answer"):
        answer_from(line, Probe("a", "k"))
    assert not Path("evil").exists()


@pytest.mark.parametrize(
    "answer", [Unfit("why"), PacketIndex(ParameterSets((b"s",), (b"p",)), (64, 36), 9, 1, b"\1\2")]
)
def test_answers_cross_the_border_whole(answer):
    assert answer_from(answer_as_line(answer), Index("a", Fraction(30))) == answer
    assert answer_from(answer_as_line(GREY), Probe("a", "k")) == GREY


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (error_as_line(DraftNotFound("sea")), DraftNotFound),
        ('["system", "touch evil", false]', RenderError),
        ('["SystemExit", "1", true]', RenderError),
        ("[]", RenderError),
        ("null", RenderError),
        ("[" * 100_000, RenderError),
    ],
)
def test_errors_are_ours_whatever_a_child_says(line, kind):
    assert type(error_from(line)) is kind


def test_what_libraries_print_is_no_answer(small_draft):
    """The child's output is its errors' while it works; only what it says itself goes through the pipe."""
    with Child() as child:
        child.carry_out(Probe(str(small_draft / "grey.mp4"), ""), lambda _: None, 60)
        here = [Path(f"/proc/{child._process.pid}/fd/{number}").readlink() for number in (1, 2)]
    assert here[0] == here[1]


def test_the_thread_that_asks_may_end(small_draft, started):
    """The kernel ends a child with the thread that started it: that is not the one which asked."""
    pool = Children(1, BOUNDS)
    for _ in range(2):
        thread = threading.Thread(target=probe, args=(pool, small_draft / "grey.mp4"))
        thread.start()
        thread.join()
        time.sleep(0.3)
    end_all()
    assert len(started) == 1


def test_stills_with_noise_are_probed_as_here(pool, tmp_path):
    Pillow.fromarray(np.random.default_rng(1).integers(0, 255, (50, 70, 3), np.uint8)).save(tmp_path / "a.png")
    assert probe(pool, tmp_path / "a.png") == Media("k", MediaKind.STILL, 70, 50)
