"""With 50,000 films behind it, the service finds the one that is asked for by an index."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from deployments.records import Page
from flows.naming import run_name
from tests.deployments.orchestrator import OURS, URL, V1
from tests.deployments.real_prefect import RealPrefect, serving_prefect

pytestmark = pytest.mark.slow
PAST = 50_000


def columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "estimated_run_time"]


def copied(database: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """A table's only row so many times, each with what is another in it."""
    names = columns(database, table)
    template = database.execute(f"SELECT {', '.join(names)} FROM {table} LIMIT 1").fetchone()
    values = ([row.get(name, value) for name, value in zip(names, template, strict=True)] for row in rows)
    marks = ", ".join("?" * len(names))
    database.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)


def fill(real: RealPrefect) -> None:
    """One film is made as the service makes them; the database then has it 50,000 times, a minute apart."""
    real.post(f"{V1}/gen_video", {"draft_url": URL}).raise_for_status()
    (run,) = real.prefect_post("/flow_runs/filter", {}).json()
    real.prefect_post(f"/flow_runs/{run['id']}/set_state", {"state": {"type": "COMPLETED"}, "force": True})
    with sqlite3.connect(real.database) as database:
        database.execute("DELETE FROM flow_run_state WHERE type != 'COMPLETED'")
        runs, states = [], []
        for number in range(PAST):
            run_id, state_id = str(uuid4()), str(uuid4())
            then = time.strftime("%Y-%m-%d %H:%M:%S.000000", time.gmtime(1_700_000_000 + 60 * number))
            times = dict.fromkeys(("created", "updated", "expected_start_time", "start_time", "end_time"), then)
            fact = {"id": run_id, "name": run_name(f"{URL}{number}"), "idempotency_key": str(uuid4())}
            runs.append(fact | times | {"state_id": state_id, "state_timestamp": then})
            states.append({"id": state_id, "flow_run_id": run_id, "timestamp": then})
        copied(database, "flow_run", runs)
        copied(database, "flow_run_state", states)
        assert database.execute("SELECT count(*) FROM flow_run").fetchone() == (PAST + 1,)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with serving_prefect(tmp_path_factory.mktemp("prefect")) as found:
        fill(found)
        yield found


def plans(real: RealPrefect, ask: Callable[[], object]) -> list[str]:
    """How SQLite finds the runs (and what belongs to them) of a question, a line a table."""
    with real.looking() as asked:
        ask()
    print(f"\n{len(asked)} statements, {measured_ms(ask):.1f} ms")  # noqa: T201 - told, not judged
    with sqlite3.connect(real.database) as database:
        lines = [row[3] for sql, given in asked if sql.startswith("SELECT") for row in explained(database, sql, given)]
    return [line for line in lines if "flow_run" in line or "artifact" in line]


def explained(database: sqlite3.Connection, sql: str, given: object) -> list[tuple[int, int, int, str]]:
    return database.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall()


def measured_ms(ask: Callable[[], object], times: int = 20) -> float:
    began = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - began) / times * 1000


def none_is_looked_for_in_all(lines: list[str]) -> bool:
    return bool(lines) and all(line.startswith("SEARCH") or "USING" in line for line in lines)


def test_the_last_run_of_a_draft_is_found_by_its_name(real):
    lines = plans(real, lambda: real.loop.run(real.orchestrator.latest(run_name(f"{URL}777"))))
    assert any("ix_flow_run__name (name=?)" in line for line in lines), lines
    assert none_is_looked_for_in_all(lines), lines


def test_a_status_asks_two_questions_both_by_an_index(real):
    def ask() -> None:
        answer = real.post(f"{V1}/gen_video_status", {"draft_url": f"{URL}4242"})
        assert answer.json()["status"] == "completed"

    ask()
    with real.looking() as asked:
        ask()
    assert len([sql for sql, _ in asked if sql.startswith("SELECT")]) <= 3
    lines = plans(real, ask)
    assert none_is_looked_for_in_all(lines), lines


def test_those_that_wait_are_counted_by_their_state(real):
    lines = plans(real, lambda: real.loop.run(real.orchestrator.live_count()))
    assert any("ix_flow_run__state_type" in line for line in lines), lines
    assert none_is_looked_for_in_all(lines), lines
    assert not any("flow_id" in line for line in lines), "of one flow there are 50,000"


def test_those_to_be_called_back_are_found_by_when_they_ended(real):
    lines = plans(real, lambda: real.loop.run(real.orchestrator.to_be_called(timedelta(days=2))))
    assert any("ix_flow_run__end_time" in line for line in lines), lines
    assert none_is_looked_for_in_all(lines), lines


def test_a_list_begins_at_the_newest_and_reads_no_more_than_a_page(real):
    lines = plans(real, lambda: real.loop.run(real.orchestrator.listed(Page(limit=50))))
    assert any("ix_flow_run__expected_start_time_desc" in line for line in lines), lines
    films = real.get(f"{OURS}/list", limit=3).json()["films"]
    assert [film["draft_url"] for film in films] == [URL] * 3, "copies of one film"


@pytest.mark.parametrize(
    "page",
    [
        Page(limit=50, states=("COMPLETED",)),
        Page(limit=50, states=("FAILED",)),
        Page(limit=50, states=("SCHEDULED", "PENDING", "RUNNING")),
        Page(limit=50, owner="key-0123456789abcdef"),
        Page(limit=50, before=datetime(2023, 11, 20, tzinfo=UTC)),
    ],
    ids=["completed", "none failed", "few wait", "another's", "old ones"],
)
def test_a_list_with_a_filter_goes_by_an_index_in_two_questions_at_most(real, page):
    lines = plans(real, lambda: real.loop.run(real.orchestrator.listed(page)))
    assert none_is_looked_for_in_all(lines), lines
    with real.looking() as asked:
        real.loop.run(real.orchestrator.listed(page))
    assert len([sql for sql, _ in asked if sql.startswith("SELECT")]) <= 2


def test_a_submit_among_them_is_one_more(real):
    real.post(f"{V1}/gen_video", {"draft_url": f"{URL}4242"}).raise_for_status()
    assert real.post(f"{V1}/gen_video_status", {"draft_url": f"{URL}4242"}).json()["status"] == "pending"
    lines = plans(real, lambda: real.loop.run(real.orchestrator.live_count()))
    assert none_is_looked_for_in_all(lines), lines
