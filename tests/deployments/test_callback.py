"""Callbacks: once for each run, signed, tried again, and not lost when everything is killed."""

import asyncio
import hashlib
import hmac
import json
import os
import signal
import time
from datetime import timedelta

import httpx
import pytest

from deployments.callbacks import Callbacks, secret_for
from deployments.orchestrator import Orchestrator
from draftreel.calling import Callback
from draftreel.errors import BusyError
from draftreel.settings import Settings
from tests.deployments.orchestrator import OURS, URL, V1
from tests.deployments.service import Service, until
from tests.receiver import Receiver, receiving

BACK = "http://127.0.0.1:4000/done?token=hush"
SMALL = {"width": 180}


def submit(client, **fields):
    return client.post(f"{V1}/gen_video", json={"draft_url": URL, **fields})


def test_a_callback_is_kept_with_the_run(client, prefect):
    assert submit(client, callback_url=BACK).status_code == 200
    (run,) = prefect.runs
    assert run["labels"]["draftreel.callback_url"] == BACK
    assert run["tags"] == ["callback"]


@pytest.mark.parametrize(
    "url", ["x", "ftp://h/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://u:p@127.0.0.1/", "http://[::1]/",
            "http://localhost/", "http://127.0.0.1/" + "x" * 3000, 7, ["http://127.0.0.1/"]],
)  # fmt: skip
@pytest.mark.checklist(6)
def test_one_that_may_not_be_fetched_is_refused_at_submit(client, prefect, url):
    answer = submit(client, callback_url=url)
    assert (answer.status_code, answer.json()["message"]) == (400, "Invalid parameter")
    assert answer.json()["detail"].startswith("Invalid parameter: callback_url")
    assert prefect.runs == []


def test_an_empty_one_is_none(client, prefect):
    assert submit(client, callback_url="").status_code == 200
    assert submit(client, callback_url=None).status_code == 200
    assert prefect.runs[0]["tags"] == []


def test_one_that_is_given_while_the_film_is_made_counts(client, prefect):
    submit(client, metadata={"n": 1})
    submit(client, callback_url=BACK, metadata={"n": 2})
    (run,) = prefect.runs
    assert run["labels"] == {"draftreel.metadata": '{"n":2}', "draftreel.callback_url": BACK}
    assert run["tags"] == ["callback"]


def test_it_is_signed_with_the_setting_or_the_callers_key_or_a_secret_of_the_services_own(tmp_path):
    from deployments.admission import owner_of  # noqa: PLC0415

    def settings(**given: object) -> Settings:
        return Settings(_env_file=None, data=tmp_path, **given)

    assert secret_for(owner_of("two"), settings(callback_secret="said", api_keys="one,two")) == b"said"
    assert secret_for(owner_of("two"), settings(api_keys="one,two")) == b"two"
    own = secret_for("", settings())
    assert own == (tmp_path / "callback-secret").read_bytes() == secret_for("", settings())
    assert len(own) == 32


def made(prefect, tmp_path, call, seconds: int = 1) -> None:
    """The calls that are due, looked for several times."""

    async def look() -> None:
        client = httpx.AsyncClient(transport=httpx.MockTransport(prefect.answer), base_url="http://prefect")
        settings = Settings(_env_file=None, data=tmp_path, callback_secret="hush")
        callbacks = Callbacks(settings, Orchestrator(client), call)
        for _ in range(3):
            await callbacks.make_due(timedelta(days=1))
            await asyncio.sleep(0.05)

    asyncio.run(look())


def called_back(kind: str, **fields: object) -> dict[str, object]:
    labels = {"draftreel.callback_url": BACK, "draftreel.metadata": '{"order":7}'}
    return {"kind": kind, "labels": labels, "tags": ["callback", "mine"], **fields}


@pytest.mark.parametrize(("kind", "word"), [("COMPLETED", "completed"), ("FAILED", "failed"), ("CANCELLED", "failed")])
def test_a_run_that_has_ended_is_told_of_once_with_its_status(prefect, tmp_path, kind, word):
    run = prefect.add(message="Encoding failed: x", **called_back(kind))
    prefect.artifacts["film"] = "[The film](http://h/films/a.mp4)"
    calls: list[Callback] = []
    made(prefect, tmp_path, lambda callback, _: calls.append(callback))
    (call,) = calls
    body = json.loads(call.body)
    assert (call.url, call.run, call.secret) == (BACK, run["id"], b"hush")
    assert (body["code"], body["status"], body["draft_url"], body["metadata"]) == (0, word, URL, {"order": 7})
    assert body["error_message"] == {"COMPLETED": "", "FAILED": "Encoding failed: x", "CANCELLED": "cancelled"}[kind]
    assert run["tags"] == ["mine", "called-back"]


@pytest.mark.parametrize("kind", ["SCHEDULED", "RUNNING", "CRASHED", "CANCELLING"])
def test_one_that_has_not_ended_is_not_told_of(prefect, tmp_path, kind):
    prefect.add(**called_back(kind))
    calls: list[Callback] = []
    made(prefect, tmp_path, lambda callback, _: calls.append(callback))
    assert calls == []


def test_one_that_is_given_up_is_marked_so_and_the_run_stays_as_it_is(prefect, tmp_path):
    run = prefect.add(**called_back("COMPLETED"))

    def refuse(callback, policy):
        raise BusyError("no")

    made(prefect, tmp_path, refuse)
    assert run["tags"] == ["mine", "callback-failed"]
    assert run["state"]["type"] == "COMPLETED"


def test_one_that_takes_long_is_not_made_twice(prefect, tmp_path):
    prefect.add(**called_back("COMPLETED"))
    calls: list[Callback] = []

    def slowly(callback, policy):
        calls.append(callback)
        time.sleep(0.12)

    made(prefect, tmp_path, slowly)
    assert len(calls) == 1


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


def bodies(receiver: Receiver) -> list[dict[str, object]]:
    return [json.loads(call.body) for call in receiver.calls]


@pytest.mark.slow
def test_the_real_service_calls_back_with_a_signed_status(service, drafts, receiver):
    url = f"{drafts.url('easy')}&callback=1"
    service.submit(url, callback_url=receiver.url, metadata={"order": [1, "二"]}, **SMALL)
    found = service.finished(url)
    until(lambda: receiver.calls, 20)
    (call,) = receiver.calls
    assert json.loads(call.body) == found
    assert found["metadata"] == {"order": [1, "二"]}
    secret = (service.data / "callback-secret").read_bytes()
    assert call.headers["x-signature"] == f"sha256={hmac.new(secret, call.body, hashlib.sha256).hexdigest()}"
    until(lambda: "called-back" in service.runs(url)[0]["tags"], 20)
    time.sleep(3)
    assert len(receiver.calls) == 1


@pytest.mark.slow
def test_the_real_service_tries_again_and_tells_of_failures_and_cancelled_films(service, drafts, receiver):
    receiver.answers += [503, 500]
    failing, unwanted = f"{drafts.url('empty')}&callback=2", f"{drafts.url('kitchen-sink')}&callback=3"
    service.submit(failing, callback_url=receiver.url)
    until(lambda: len(receiver.calls) == 3, 60)
    assert {body["status"] for body in bodies(receiver)} == {"failed"}
    assert len({call.headers["x-draftreel-run"] for call in receiver.calls}) == 1
    service.submit(unwanted, callback_url=receiver.url)
    httpx.post(f"{service.url}/openapi{OURS}/cancel", json={"draft_url": unwanted}, timeout=30)
    until(lambda: len(receiver.calls) == 4, 20)
    assert bodies(receiver)[-1]["error_message"] == "cancelled"


@pytest.mark.slow
@pytest.mark.checklist(36)
def test_a_kill_of_everything_loses_no_callback(tmp_path_factory, drafts, receiver):
    service = Service(tmp_path_factory.mktemp("called"))
    service.start()
    try:
        receiver.answers += [503] * 50
        url = f"{drafts.url('empty')}&callback=4"
        service.submit(url, callback_url=receiver.url)
        until(lambda: receiver.calls, 60)
        os.kill(service.process.pid, signal.SIGKILL)
        until(lambda: not service.processes(), 10)
        receiver.answers.clear()
        before = len(receiver.calls)
        service.start()
        until(lambda: len(receiver.calls) > before, 60)
        until(lambda: "called-back" in service.runs(url)[0]["tags"], 20)
        assert len({call.headers["x-draftreel-run"] for call in receiver.calls}) == 1
    finally:
        service.stop()
