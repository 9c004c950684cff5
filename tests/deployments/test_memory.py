"""Answers that many ask for at once are asked for once, and are good for a moment."""

import asyncio

import httpx
import pytest

from deployments.memory import Memory
from deployments.orchestrator import Orchestrator
from deployments.status import Statuses


def asked(memory: Memory[int], times: int, pause_s: float = 0.0) -> int:
    """How often a source is asked by so many, one after another."""
    calls = []

    async def source() -> int:
        calls.append(1)
        return 7

    async def ask() -> None:
        for _ in range(times):
            assert await memory.get("a", source) == 7
            await asyncio.sleep(pause_s)

    asyncio.run(ask())
    return len(calls)


def test_an_answer_is_good_for_its_time():
    assert asked(Memory(60), 100) == 1
    assert asked(Memory(0.01), 3, pause_s=0.02) == 3
    assert asked(Memory(0), 5) == 5


def test_those_who_ask_at_once_share_one_answer_even_when_none_is_kept():
    calls = []

    async def source() -> int:
        calls.append(1)
        await asyncio.sleep(0.01)
        return 7

    async def ask() -> list[int]:
        memory: Memory[int] = Memory(0)
        return await asyncio.gather(*(memory.get("a", source) for _ in range(50)))

    assert asyncio.run(ask()) == [7] * 50
    assert len(calls) == 1


def test_a_failure_reaches_all_who_wait_and_is_not_kept():
    answers: list[Exception | int] = [ValueError("no"), 7]

    async def source() -> int:
        await asyncio.sleep(0.01)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def ask() -> None:
        memory: Memory[int] = Memory(60)
        failed = await asyncio.gather(*(memory.get("a", source) for _ in range(3)), return_exceptions=True)
        assert [str(each) for each in failed] == ["no"] * 3
        assert await memory.get("a", source) == 7

    asyncio.run(ask())


def test_one_who_goes_away_takes_the_answer_from_nobody():
    async def source() -> int:
        await asyncio.sleep(0.02)
        return 7

    async def ask() -> int:
        memory: Memory[int] = Memory(60)
        first = asyncio.create_task(memory.get("a", source))
        second = asyncio.create_task(memory.get("a", source))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(ask()) == 7


def test_what_is_forgotten_is_asked_for_again_and_the_oldest_are():
    async def ask() -> list[int]:
        memory: Memory[int] = Memory(60, size=2)
        calls = []

        async def source() -> int:
            calls.append(1)
            return len(calls)

        first = await memory.get("a", source)
        memory.forget("a")
        again = await memory.get("a", source)
        await memory.get("b", source)
        await memory.get("c", source)  # "a" has no room any more
        return [first, again, await memory.get("c", source), await memory.get("a", source)]

    assert asyncio.run(ask()) == [1, 2, 4, 5]


@pytest.mark.checklist(39)
def test_a_thousand_status_calls_ask_prefect_twice(endpoint, prefect, monkeypatch):
    client = endpoint(status_cache_s=60)
    prefect.add("RUNNING", run_count=1)
    prefect.artifacts["progress"] = 40.0
    url = prefect.runs[0]["parameters"]["draft_url"]
    for _ in range(1000):
        answer = client.post("/capcut-mate/v1/gen_video_status", json={"draft_url": url})
        assert answer.json()["progress"] == 40
    assert prefect.asked == ["/flow_runs/filter", "/artifacts/filter"]


def test_a_submit_and_a_cancel_are_seen_at_once(endpoint, prefect):
    client = endpoint(status_cache_s=60)
    body = {"draft_url": "http://127.0.0.1/x?draft_id=a"}

    def status() -> object:
        return client.post("/capcut-mate/v1/gen_video_status", json=body).json().get("status")

    assert status() is None
    client.post("/capcut-mate/v1/gen_video", json=body)
    assert status() == "pending"
    client.post("/draftreel/v1/cancel", json=body)
    assert status() == "failed"
    client.post("/capcut-mate/v1/gen_video", json=body)
    assert status() == "pending"


def test_a_film_that_is_made_again_by_hand_has_its_new_link(prefect):
    async def links() -> list[object]:
        client = httpx.AsyncClient(transport=httpx.MockTransport(prefect.answer), base_url="http://prefect")
        statuses = Statuses(Orchestrator(client), fresh_s=0)
        found = []
        for count in (1, 2):
            prefect.runs.clear()
            prefect.add("COMPLETED", run_count=count, id="0b0e6a54-0e0c-4c1c-8b0a-1d2b3c4d5e6f")
            prefect.artifacts["film"] = f"[The film](http://h/{count}.mp4)"
            run = await statuses.latest(prefect.runs[0]["name"])
            assert run is not None
            found.append((await statuses.status(run))["video_url"])
        return found

    assert asyncio.run(links()) == ["http://h/1.mp4", "http://h/2.mp4"]
