"""How a flow runs its stages, in a Prefect of the test's own."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from prefect import flow, task
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.settings import (
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_HOME,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.testing.utilities import prefect_test_harness

from draftreel.errors import BusyError, DraftEmpty, MaterialError
from draftreel.manifest import ChunkManifest, DraftManifest, PlanManifest
from draftreel.plan import Chunk
from flows.stages import Patience, each, is_lost, kept, reason, with_a_reason
from tasks.policy import shared, stopping, transient


@dataclass(frozen=True)
class Made:
    path: str


def cached() -> Completed:
    return Completed(name="Cached")


def test_a_cached_result_is_lost_when_its_file_is(tmp_path):
    there = tmp_path / "there"
    there.touch()
    assert not is_lost(cached(), Made(str(there)))
    assert is_lost(cached(), Made(str(tmp_path / "gone")))
    assert is_lost(cached(), Made(""))
    assert not is_lost(cached(), None)
    assert not is_lost(Completed(), Made(str(tmp_path / "gone")))


def test_a_cached_result_whose_file_was_cut_is_lost_and_the_file_removed(tmp_path):
    chunk = tmp_path / "chunk"
    chunk.write_bytes(b"1234")
    made = ChunkManifest(Chunk(0, 0, 1, "key"), str(chunk), 4, reused=False)
    assert not is_lost(cached(), made)
    chunk.write_bytes(b"12")
    assert is_lost(cached(), made)
    assert not chunk.exists()


def test_a_draft_that_was_evicted_between_two_attempts_is_read_again(tmp_path):
    kept = tmp_path / "d.json"
    kept.touch()
    draft = DraftManifest("1", "d", (), str(kept))
    assert not is_lost(cached(), draft)
    kept.unlink()
    assert is_lost(cached(), draft)


def test_a_result_out_of_the_cache_counts_as_used(tmp_path):
    there = tmp_path / "there"
    there.touch()
    os.utime(there, (1, 1))
    is_lost(cached(), Made(str(there)))
    assert there.stat().st_mtime > 1


def test_a_foreign_error_becomes_one_of_ours_without_its_words():
    foreign = ValueError("/home/somebody/secret")
    assert str(reason(foreign, "render")) == "Video rendering failed: render: unexpected ValueError"
    assert str(reason(foreign, "audio")) == "Audio processing failed: audio: unexpected ValueError"
    assert str(reason(foreign, "encode")) == "Encoding failed: encode: unexpected ValueError"
    assert str(reason(TimeoutError("x"), "parse")) == "Processing timeout: parse took longer than it may"


@pytest.fixture(scope="module")
def prefect(tmp_path_factory):
    quiet = {
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        PREFECT_LOGGING_TO_API_ENABLED: False,
        PREFECT_HOME: tmp_path_factory.mktemp("prefect"),
    }
    with temporary_settings(quiet), prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture
def made(tmp_path):
    """A stage that makes a file, and how often it did."""
    calls: list[str] = []

    def make(name: str) -> Made:
        calls.append(name)
        path = tmp_path / name
        path.write_text(name)
        return Made(str(path))

    policy = shared(f"make-{tmp_path.name}", 1, lambda name: (name,))
    stage = task(name="make", cache_policy=policy, persist_result=True, result_serializer="pickle")(make)
    return stage, calls


@pytest.mark.slow
def test_a_result_is_found_again_in_another_run_and_made_anew_when_its_file_is_gone(prefect, made):
    stage, calls = made

    @flow
    def once() -> str:
        return kept(stage, "a").path

    path = Path(once())
    once()
    assert calls == ["a"]
    path.unlink()
    assert Path(once()).read_text() == "a"
    assert calls == ["a", "a"]


@pytest.mark.slow
def test_rows_come_back_in_order_so_many_at_once_and_lost_ones_are_made_anew(prefect, made):
    stage, calls = made
    told = []

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=8))
    def many() -> list[str]:
        return [found.path for found in each(stage, [(name,) for name in "abc"], 2, told.append)]

    paths = many()
    assert [Path(path).name for path in paths] == ["a", "b", "c"]
    Path(paths[1]).unlink()
    assert many() == paths
    assert sorted(calls) == ["a", "b", "b", "c"]
    assert set(told) == {0, 1, 2}


@pytest.mark.slow
def test_no_more_rows_run_at_once_than_may(prefect):
    busy, most, lock = 0, 0, threading.Lock()

    @task(persist_result=False)
    def work(_: int) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.1)
        with lock:
            busy -= 1

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=8))
    def many() -> None:
        each(work, [(row,) for row in range(6)], 2)

    many()
    assert most == 2


@pytest.mark.slow
def test_a_flow_that_fails_ends_with_the_documented_message(prefect):
    @flow
    @with_a_reason
    def empty() -> None:
        raise DraftEmpty("encrypted")

    @flow
    @with_a_reason
    def odd() -> None:
        raise KeyError("secret")

    @task(name="audio", persist_result=False)
    def mix() -> None:
        raise ZeroDivisionError

    @flow
    @with_a_reason
    def loud() -> None:
        kept(mix)

    assert empty(return_state=True).message == "Draft content is empty: encrypted"
    assert odd(return_state=True).message == "Video rendering failed: between the stages: unexpected KeyError"
    assert loud(return_state=True).message == "Audio processing failed: audio: unexpected ZeroDivisionError"


@pytest.mark.slow
def test_a_stage_is_tried_again_for_what_may_pass_and_its_own_error_comes_out(prefect):
    calls = []

    @task(retries=2, retry_delay_seconds=0, retry_condition_fn=transient, persist_result=False)
    def fetch(code: int) -> None:
        calls.append(code)
        raise MaterialError(f"HTTP {code}", transient=code >= 500)

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=2))
    @with_a_reason
    def fetched(code: int) -> None:
        each(fetch, [(code,)], 1)

    assert fetched(503, return_state=True).message == "Material inaccessible: HTTP 503"
    assert fetched(403, return_state=True).message == "Material inaccessible: HTTP 403"
    assert calls == [503, 503, 503, 403]
    assert stopping.is_set()


@pytest.mark.slow
def test_a_server_that_is_away_when_a_stage_would_begin_is_waited_for(prefect, made, monkeypatch):
    stage, calls = made
    monkeypatch.setattr("flows.stages.Patience.pause_s", 0.01)
    away = [True, True, True]

    class Away:
        name = stage.name

        def __call__(self, *args, **kwargs):
            if away:
                away.pop()
                raise ConcurrencySlotAcquisitionError("away")
            return stage(*args, **kwargs)

    @flow
    def once() -> str:
        return kept(Away(), "a").path

    assert Path(once()).name == "a"
    assert calls == ["a"]


def test_patience_with_the_server_has_an_end():
    patience = Patience(left_s=0.03, pause_s=0.01)
    for _ in range(3):
        patience.wait(ConcurrencySlotAcquisitionError("away"))
    with pytest.raises(BusyError):
        patience.wait(ConcurrencySlotAcquisitionError("away"))


@pytest.mark.slow
def test_the_first_failure_does_not_wait_for_what_has_not_begun(prefect):
    begun = []

    @task(persist_result=False)
    def work(row: int) -> None:
        begun.append(row)
        if row == 0:
            raise MaterialError("HTTP 404")
        time.sleep(0.2)

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=8))
    @with_a_reason
    def many() -> None:
        each(work, [(row,) for row in range(50)], 2)

    assert many(return_state=True).message == "Material inaccessible: HTTP 404"
    assert len(begun) < 10


def test_a_plan_that_was_cut_is_made_anew(tmp_path):
    path = tmp_path / "plan"
    path.write_bytes(b"1234")
    plan = PlanManifest("p", str(path), 4, (), "", ())
    assert not is_lost(cached(), plan)
    path.write_bytes(b"12")
    assert is_lost(cached(), plan)
