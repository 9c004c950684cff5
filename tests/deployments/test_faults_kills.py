"""kill -9 in each of the nine stages, of whatever runs: the same film comes out, and nothing else is left."""

from collections.abc import Iterator

import pytest

from demo.draft_server import serving
from tests.deployments.faults import DRAFT, Faulty, faulty_service, kill, kill_everything, stop, write_small_draft
from tests.deployments.service import until

pytestmark = [pytest.mark.slow, pytest.mark.checklist(36)]
STAGES = ("validate", "parse", "download", "arrange", "effects", "audio", "render 1", "encode", "upload", "deliver")
"""Where the stages are held: before they do anything. Of chunks the second, so that the first is finished."""
CHILDREN = {"Probe": "download", "Mix": "audio", "Draw": "render", "Join": "encode", "Picture": "deliver"}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Iterator[Faulty]:
    folder = tmp_path_factory.mktemp("kills")
    write_small_draft(folder / "drafts" / DRAFT)
    with serving(folder / "drafts") as origin, faulty_service(folder, origin) as made:
        made.reference()
        yield made


def survived(faulty: Faulty, url: str, attempts: int, chunks: dict[str, int]) -> None:
    """The same film, in so many attempts, with the very chunk files that were finished before."""
    assert faulty.completed(url) == faulty.film
    (run,) = faulty.service.runs(url)
    assert run["run_count"] == attempts
    assert faulty.chunks().items() >= chunks.items()
    faulty.settled()


def begun(faulty: Faulty, name: str) -> str:
    url = faulty.fresh(name.replace(" ", "-"))
    faulty.service.submit(url)
    return url


@pytest.mark.parametrize("stage", STAGES)
def test_the_run_is_killed(faulty, stage):
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        pid, chunks = hold.reached(), faulty.chunks()
        kill(pid)
    assert bool(chunks) == (stage in {"render 1", "encode", "upload", "deliver"})
    survived(faulty, url, 2, chunks)


@pytest.mark.parametrize("stage", ["encode", "upload"])
def test_the_run_is_killed_when_the_work_is_done_and_before_anybody_knows(faulty, stage):
    with faulty.held(f"after {stage}") as hold:
        url = begun(faulty, stage)
        pid, chunks = hold.reached(), faulty.chunks()
        kill(pid)
    survived(faulty, url, 2, chunks)


@pytest.mark.parametrize("order", CHILDREN)
def test_a_child_is_killed(faulty, order):
    with faulty.held(f"child {order}") as hold:
        url = begun(faulty, order)
        pid, chunks = hold.reached(), faulty.chunks()
        kill(pid)
    survived(faulty, url, 1, chunks)


@pytest.mark.parametrize("stage", STAGES)
def test_the_server_is_killed(faulty, stage):
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        hold.reached()
        chunks = faulty.chunks()
        kill(faulty.service.process_of("uvicorn"))
    survived(faulty, url, 1, chunks)


@pytest.mark.parametrize("stage", STAGES)
def test_everything_is_killed(faulty, stage):
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        hold.reached()
        chunks = faulty.chunks()
        kill_everything(faulty.service)
    faulty.service.start()
    survived(faulty, url, 2, chunks)


@pytest.mark.parametrize("stage", STAGES)
def test_the_runner_is_killed(faulty, stage):
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        run, chunks = hold.reached(), faulty.chunks()
        kill(faulty.service.process_of("deployments.runner"))
        until(lambda: run not in faulty.service.processes(), 10)
    survived(faulty, url, 2, chunks)
    faulty.service.stop()  # the next one is not to wait for as long as one that ends again and again
    faulty.service.start()


@pytest.mark.parametrize("stage", ["parse", "render 1", "upload"])
def test_the_service_is_stopped_and_started(faulty, stage):
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        hold.reached()
        chunks = faulty.chunks()
        stop(faulty.service)
    faulty.service.start()
    survived(faulty, url, 2, chunks)


@pytest.mark.parametrize("stage", ["download", "render 1", "deliver"])
def test_the_server_and_the_run_are_killed(faulty, stage):
    """Nobody is there who could be told that the run has crashed."""
    with faulty.held(stage) as hold:
        url = begun(faulty, stage)
        run, chunks = hold.reached(), faulty.chunks()
        kill(faulty.service.process_of("uvicorn"))
        kill(run)
    survived(faulty, url, 2, chunks)
