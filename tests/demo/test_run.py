"""The demo's own conduct: what it shows, when it gives up, and that it leaves nothing behind."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import av
import httpx
import pytest
from rich.console import Console

from demo import run
from demo import service as services
from demo.service import DemoError, Service, Status, wait_until_healthy

ROOT = Path(__file__).parents[2]


@dataclass
class Told:
    """A service that has a list of answers to the question how far it is."""

    answers: list[Status | Exception]
    asked: int = field(default=0)

    def status(self, draft_url):
        self.asked += 1
        answer = self.answers[min(self.asked, len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ended(self):
        return False


def child(code):
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE)


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=100)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(run, "time", SlowClock())


class SlowClock:
    """Every look at the clock is a second later; sleeping takes no time."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        self.now += 1
        return self.now

    def sleep(self, _seconds):
        pass


def test_the_film_is_where_the_last_status_says(console, impatient):
    told = Told(
        [Status("pending", 0, "", ""), Status("processing", 50, "", ""), Status("completed", 100, "http://f", "")]
    )
    assert run._finished(console, told, "http://draft") == "http://f"
    assert told.asked == 3


def test_a_service_that_is_just_being_restarted_is_asked_again(console, impatient):
    told = Told([httpx.ConnectError("refused"), Status("completed", 100, "http://f", "")])
    assert run._finished(console, told, "http://draft") == "http://f"


def test_a_failed_film_is_told_with_the_services_own_words(console, impatient):
    with pytest.raises(DemoError, match=r"Material inaccessible: sea\.mp4"):
        run._finished(console, Told([Status("failed", 40, "", "Material inaccessible: sea.mp4")]), "http://draft")


def test_a_film_that_never_comes_is_given_up(console, impatient):
    with pytest.raises(DemoError, match="not ready within 900 s"):
        run._finished(console, Told([Status("processing", 40, "", "")]), "http://draft")


def test_a_service_that_ends_by_itself_is_not_waited_for(tmp_path):
    with child("raise SystemExit(3)") as process, pytest.raises(DemoError, match="exit code 3"):
        wait_until_healthy(Service(process, "http://127.0.0.1:9", tmp_path / "log"), lambda: None)


def test_the_end_of_the_log_is_shown(tmp_path):
    log = tmp_path / "service.log"
    log.write_bytes(b"one\ntwo\nthr\xffee\n")
    assert Service(None, "", log).log_tail(2) == "two\nthr�ee"


def test_a_service_that_does_not_want_to_stop_is_made_to(monkeypatch):
    monkeypatch.setattr(services, "STOPS_WITHIN_S", 0.3)
    with child(
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    ) as process:
        process.stdout.readline()
        services._stop(process)
        assert process.returncode == -signal.SIGKILL


def test_an_answer_that_is_not_ok_is_an_error_with_its_message(monkeypatch, tmp_path):
    answer = httpx.Response(400, json={"code": 400, "message": "Invalid draft_url format"})
    monkeypatch.setattr(services.httpx, "post", lambda *_, **__: answer)
    with pytest.raises(DemoError, match="gen_video answered 400: Invalid draft_url format"):
        Service(None, "http://127.0.0.1:9", tmp_path).submit("http://draft")


def test_the_reports_summary_is_its_first_line_of_text():
    @dataclass
    class Reporting:
        def report(self):
            return "# draft\n\n1080x1920, 12.0 s, 360 frames; 3 close\n\n| fidelity |\n"

    assert run._summary(Reporting()) == "1080x1920, 12.0 s, 360 frames; 3 close"


def demo(data):
    environment = {**os.environ, "DRAFTREEL_DATA": str(data), "DRAFTREEL_PORT": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "demo.run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell may ignore it
    )


def left_behind(data):
    """Processes that still have the data folder in their environment."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(data).encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            continue
    return found


@pytest.mark.slow
def test_make_demo_makes_a_film_of_twelve_seconds_and_ends(tmp_path):
    with demo(tmp_path) as process:
        shown, _ = process.communicate(timeout=600)
    assert process.returncode == 0, shown
    assert "http://127.0.0.1:" in shown
    assert "1080x1920, 12.0 s, 360 frames" in shown
    with av.open(str(tmp_path / "demo.mp4")) as film:
        assert (film.streams.video[0].frames, film.streams.audio[0].rate) == (360, 48_000)
    assert left_behind(tmp_path) == []
    content = json.loads((tmp_path / "demo-drafts" / run.DRAFT_ID / "draft_content.json").read_text())
    assert content["duration"] == 12_000_000


@pytest.mark.slow
def test_ctrl_c_ends_the_demo_and_all_that_it_started(tmp_path):
    with demo(tmp_path) as process:
        end = time.monotonic() + 120
        while not (tmp_path / "service.log").exists() and time.monotonic() < end:
            time.sleep(0.2)
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        shown, _ = process.communicate(timeout=60)
    assert process.returncode == run.INTERRUPTED, shown
    assert left_behind(tmp_path) == []
