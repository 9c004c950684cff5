"""A clock that jumps while films wait and are made: they are made all the same, and limits stay what they were."""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from demo.draft_server import serving
from tests.deployments.faults import DRAFT, Faulty, faulty_service, kill, write_small_draft
from tests.deployments.service import ROOT, until

pytestmark = pytest.mark.slow
HOURS = 2 * 3600


@dataclass(frozen=True)
class Clock:
    """The service's own clock; ours and the kernel's stay as they are."""

    file: Path

    def put(self, seconds: int) -> None:
        with self.file.open("r+b") as file:
            file.write(struct.pack("q", seconds))


@pytest.fixture(scope="module")
def clock(tmp_path_factory) -> tuple[Clock, str]:
    """The clock, and the library that has the service read it."""
    if not (compiler := shutil.which("cc")):
        pytest.skip("there is no C compiler")
    folder = tmp_path_factory.mktemp("clock")
    library = folder / "clock.so"
    source = ROOT / "tests" / "holding" / "clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    (folder / "now").write_bytes(struct.pack("q", 0))
    return Clock(folder / "now"), str(library)


@pytest.fixture(scope="module")
def running(tmp_path_factory, clock) -> Iterator[Faulty]:
    folder, (hands, library) = tmp_path_factory.mktemp("clocked"), clock
    write_small_draft(folder / "drafts" / DRAFT)
    settings = {"LD_PRELOAD": library, "CLOCK": str(hands.file), "DRAFTREEL_RUN_LIMIT_S": "1200"}
    with serving(folder / "drafts") as origin, faulty_service(folder, origin, settings) as faulty:
        faulty.reference()
        yield faulty


def submitted(faulty: Faulty, name: str) -> str:
    url = faulty.fresh(name)
    faulty.service.submit(url)
    return url


@pytest.mark.checklist(36)
def test_the_clock_is_put_forward_and_back_while_films_wait_and_are_made(running, clock):
    """Forward, back beyond where it was, and forward again, each by more than the limits of a run and of a poll."""
    hands, _ = clock
    with running.held("render 1") as hold:
        first = submitted(running, "first")
        hold.reached()
        hands.put(HOURS)
        second = f"{first}-second"
        running.service.submit(second)
        until(lambda: running.service.status(first)["status"] == "processing", 30)
        hands.put(-HOURS)
        third = f"{first}-third"
        running.service.submit(third)
    for url in (first, second, third):
        assert running.completed(url) == running.film
        (run,) = running.service.runs(url)
        assert run["run_count"] == 1
    assert httpx.get(f"{running.service.url}/health", timeout=10).status_code == 200
    running.settled()


@pytest.mark.checklist(36)
def test_a_run_is_killed_just_before_the_clock_is_put_back(running, clock):
    hands, _ = clock
    hands.put(HOURS)
    with running.held("render 1") as hold:
        url = submitted(running, "killed")
        pid = hold.reached()
        kill(pid)
        hands.put(-HOURS)
    assert running.completed(url) == running.film
    running.settled()
    hands.put(0)


@pytest.mark.checklist(38)
def test_a_link_ends_by_the_clock_that_it_is_looked_at_with(running, clock):
    hands, _ = clock
    url = submitted(running, "link")
    link = str(running.service.finished(url)["video_url"])
    for days, status in ((6, 200), (-1, 200), (8, 403)):
        hands.put(days * 86_400)
        assert httpx.get(link, timeout=30).status_code == status
    hands.put(0)
