"""What happens when processes are killed: the run goes on by itself, finds what was finished, and leaves nothing."""

import os
import signal
import time

import pytest

from tests.deployments.service import Service, until

pytestmark = pytest.mark.slow
SMALL = {"width": 360}


@pytest.fixture(autouse=True)
def unhurried(drafts):
    yield
    drafts.pause_s = 0


def fresh(drafts, name: str) -> str:
    """The same draft as a task of its own."""
    return f"{drafts.url('kitchen-sink')}&test={name}"


def kill(pid: object) -> None:
    os.kill(int(str(pid)), signal.SIGKILL)


def emptied(service: Service) -> None:
    """Without what earlier tests have drawn."""
    for folder in ("chunks", "sounds", "joined", "films", "timelines", "plans"):
        for file in (service.data / folder).glob("*"):
            file.unlink()
    for record in (service.data / "prefect" / "storage").glob("*"):
        record.unlink()


def progress(service: Service, url: str) -> int:
    return int(str(service.status(url).get("progress", 0)))


def completed(service: Service, url: str) -> None:
    found = service.finished(url)
    if found["status"] != "completed":
        pytest.fail(f"{found}\n{(service.data / 'log').read_text()[-6000:]}")


def completed_at_the_second_attempt(service: Service, url: str) -> list[tuple[str, str]]:
    completed(service, url)
    (run,) = service.runs(url)
    assert run["run_count"] == 2
    assert until(lambda: service.process_of("draftreel.worker") is None, 10)
    return service.tasks(run)


def names(tasks: list[tuple[str, str]], state: str) -> set[str]:
    return {name.partition(" ")[0] for name, found in tasks if found == state}


@pytest.mark.checklist(36)
def test_a_run_killed_in_download_goes_on(service, drafts):
    emptied(service)
    drafts.pause_s = 1.5
    url = fresh(drafts, "download")
    service.submit(url, **SMALL)
    until(lambda: any(name.endswith(".mp4") for name in drafts.asked) and progress(service, url) >= 4)
    kill(service.flow_process())
    drafts.pause_s = 0
    tasks = completed_at_the_second_attempt(service, url)
    assert {"validate", "parse"} <= names(tasks, "Cached")
    assert "render" not in names(tasks, "Cached")


@pytest.mark.checklist(36)
def test_a_run_killed_in_render_goes_on_with_what_was_finished(service, drafts):
    emptied(service)
    url = fresh(drafts, "render")
    service.submit(url, **SMALL)
    until(lambda: progress(service, url) > 25, 120)
    worker = service.process_of("draftreel.worker")
    kill(service.flow_process())
    assert until(lambda: worker not in service.processes(), 2), "the chunk's process ends with its run"
    tasks = completed_at_the_second_attempt(service, url)
    assert {"validate", "parse", "download", "arrange", "effects", "audio"} <= names(tasks, "Cached")


@pytest.mark.checklist(36)
def test_a_run_killed_in_encode_goes_on_without_drawing_again(service, drafts):
    emptied(service)
    url = fresh(drafts, "encode")
    service.submit(url, **SMALL)
    chunks = service.data / "chunks"
    until(lambda: any((service.data / "joined").glob("*")) or any((service.data / "joined").glob(".*")), 120, 0.002)
    kill(service.flow_process())
    drawn = {chunk.name: chunk.stat().st_ino for chunk in chunks.iterdir()}
    tasks = completed_at_the_second_attempt(service, url)
    assert {"render", "audio"} <= names(tasks, "Cached")
    assert {chunk.name: chunk.stat().st_ino for chunk in chunks.iterdir()} == drawn, "the very same files"


@pytest.mark.checklist(36)
def test_a_run_goes_on_when_its_runner_is_killed(service, drafts):
    emptied(service)
    url = fresh(drafts, "runner")
    service.submit(url, **SMALL)
    until(lambda: progress(service, url) > 25, 120)
    flow = service.flow_process()
    kill(service.process_of("deployments.runner"))
    assert until(lambda: flow not in service.processes(), 3), "the run's process ends with its runner"
    tasks = completed_at_the_second_attempt(service, url)
    assert {"validate", "parse", "download"} <= names(tasks, "Cached")


@pytest.mark.checklist(36)
def test_a_run_is_not_harmed_when_the_server_is_killed(service, drafts):
    emptied(service)
    url = fresh(drafts, "server")
    service.submit(url, **SMALL)
    until(lambda: progress(service, url) > 25, 120)
    kill(service.process_of("uvicorn"))
    completed(service, url)
    (run,) = service.runs(url)
    assert run["run_count"] == 1


@pytest.mark.checklist(36)
def test_a_draft_that_kills_its_process_every_time_fails_with_a_reason(service, drafts):
    emptied(service)
    url = fresh(drafts, "always")
    service.submit(url, **SMALL)
    for attempt in range(1, 4):
        until(lambda: service.runs(url)[0]["run_count"] == attempt and service.flow_process())  # noqa: B023
        kill(service.flow_process())
    found = service.finished(url, 60)
    assert (found["status"], found["error_code"]) == ("failed", 500)
    assert "ended unexpectedly 3 times" in str(found["error_message"])


@pytest.mark.checklist(36)
def test_a_stop_and_a_start_in_the_middle_of_a_film(tmp_path_factory, drafts):
    service = Service(tmp_path_factory.mktemp("restarted"))
    service.start()
    try:
        url = fresh(drafts, "restart")
        service.submit(url, **SMALL)
        until(lambda: progress(service, url) > 25, 120)
        service.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert service.process.wait(15) == 0
        assert time.monotonic() - began < 8
        assert service.processes() == []
        service.start()
        completed(service, url)
        until(lambda: service.flow_process() is None)
        service.process.send_signal(signal.SIGKILL)
        service.process.wait(5)
        until(lambda: service.processes() == [], 5)
    finally:
        service.stop(signal.SIGKILL)


@pytest.mark.checklist(34)
def test_a_run_over_its_limit_ends_as_a_timeout_and_leaves_nothing(tmp_path_factory, drafts):
    service = Service(tmp_path_factory.mktemp("limited"), {"DRAFTREEL_RUN_LIMIT_S": "5"})
    service.start()
    try:
        url = fresh(drafts, "limit")
        service.submit(url)
        found = service.finished(url, 60)
        assert (found["status"], found["error_code"]) == ("failed", 504)
        assert str(found["error_message"]).startswith("Processing timeout")
        until(lambda: service.flow_process() is None and service.process_of("draftreel.worker") is None, 5)
    finally:
        service.stop()
