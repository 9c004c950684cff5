"""The gen_video endpoint's words and numbers, with an orchestrator made of a dictionary."""

import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from deployments import api
from deployments.orchestrator import Orchestrator
from draftreel.settings import Settings
from tests.deployments.orchestrator import URL, V1, Prefect


def submit(client, body, **headers):
    return client.post(f"{V1}/gen_video", json=body, headers=headers)


def status(client, body=None, **headers):
    return client.post(f"{V1}/gen_video_status", json=body or {"draft_url": URL}, headers=headers)


def test_a_submit_is_answered_with_the_documented_message_and_queues_one_run(client, prefect):
    answer = submit(client, {"draft_url": URL})
    assert answer.status_code == 200
    message = "Video generation task submitted, please use draft_url to check progress"
    assert answer.json() == {"code": 0, "message": message}
    assert [run["parameters"] for run in prefect.runs] == [{"draft_url": URL}]


def test_the_films_size_rate_and_quality_go_with_it(client, prefect):
    submit(client, {"draft_url": URL, "width": 320, "fps": 25, "quality": 30, "apiKey": None, "other": [1]})
    assert prefect.runs[0]["parameters"] == {"draft_url": URL, "width": 320, "fps": 25.0, "quality": 30}


@pytest.mark.parametrize("kind", ["SCHEDULED", "PENDING", "PAUSED", "RUNNING", "CANCELLING", "CRASHED"])
def test_a_draft_that_is_being_made_is_not_queued_again(client, prefect, kind):
    prefect.add(kind)
    assert submit(client, {"draft_url": URL}).status_code == 200
    assert len(prefect.runs) == 1


@pytest.mark.parametrize("kind", ["COMPLETED", "FAILED", "CANCELLED"])
def test_after_its_end_a_draft_is_made_anew_once(client, prefect, kind):
    prefect.add(kind)
    for _ in range(3):
        assert submit(client, {"draft_url": URL}).status_code == 200
    assert len(prefect.runs) == 2


@pytest.mark.parametrize("verb", ["gen_video", "gen_video_status"])
@pytest.mark.parametrize("body", [{}, {"draft_url": None}, {"draft_url": ""}, {"draft_url": " \t\n"}, [], "x", 3, None])
@pytest.mark.checklist(1)
def test_without_a_draft_url_the_answer_says_that_one_is_needed(client, verb, body):
    answer = client.post(f"{V1}/{verb}", json=body)
    assert answer.status_code == 400
    assert (answer.json()["message"], answer.json()["code"]) == ("draft_url is required", 400)


@pytest.mark.parametrize("verb", ["gen_video", "gen_video_status"])
@pytest.mark.parametrize(
    "url",
    [7, ["x"], {"a": 1}, True, "not a url", "http://", "http:///x?draft_id=1", "http://h/x", "ftp://h/x?draft_id=1",
     "file:///etc/passwd?draft_id=1", "javascript:alert(1)", "http://u:p@127.0.0.1/x?draft_id=1",
     "http://127.0.0.1/x?draft_id=..", "http://127.0.0.1/x?draft_id=a%2e%2e", "http://127.0.0.1/x?draft_id=a/b",
     "http://127.0.0.1/x?draft_id=" + "a" * 300, "http://127.0.0.1/" + "x" * 10_000 + "?draft_id=1",
     "http://127.0.0.1/x?draft_id=a\u0000", "\ud800", "http://10.0.0.1/x?draft_id=1", "http://169.254.169.254/x?draft_id=1",
     "http://localhost./x?draft_id=1", "http://[::1]/x?draft_id=1", "http://0x7f.1/x?draft_id=1"],
)  # fmt: skip
@pytest.mark.checklist(2, 3, 4, 6)
def test_a_malformed_or_forbidden_address_is_refused(client, prefect, verb, url):
    body = json.dumps({"draft_url": url})  # halves of characters are escaped
    answer = client.post(f"{V1}/{verb}", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"] == "Invalid draft_url format"
    assert prefect.runs == []


@given(body=st.binary(max_size=200))
@pytest.mark.checklist(5)
def test_no_body_makes_it_fail(body):
    answer = TestClient(bare()).post(f"{V1}/gen_video", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def bare():
    client = httpx.AsyncClient(transport=httpx.MockTransport(Prefect().answer), base_url="http://prefect")
    return api.create(Settings(_env_file=None), Orchestrator(client))


@pytest.mark.checklist(5)
def test_a_body_too_large_too_deep_or_of_another_type_is_refused(client):
    json_type = {"Content-Type": "application/json"}
    large = b'{"draft_url": "' + b"x" * 5_000_000 + b'"}'
    assert client.post(f"{V1}/gen_video", content=large, headers=json_type).status_code == 413
    deep = b"[" * 100_000 + b"]" * 100_000
    assert client.post(f"{V1}/gen_video", content=deep, headers=json_type).status_code == 400
    assert client.post(f"{V1}/gen_video", data={"draft_url": URL}).status_code == 400


@pytest.mark.parametrize("field", [{"width": 1}, {"height": "tall"}, {"fps": 0}, {"fps": 1e9}, {"quality": 99}])
def test_a_field_of_ours_that_is_out_of_bounds_is_named(client, prefect, field):
    answer = submit(client, {"draft_url": URL, **field})
    assert answer.status_code == 400
    assert answer.json()["detail"] == f"Invalid parameter: {next(iter(field))}"
    assert prefect.runs == []


def test_a_full_queue_is_busy_and_says_when_to_come_back(endpoint, prefect):
    client = endpoint(queue=2)
    prefect.add("RUNNING", name="gv-another")
    prefect.add("CRASHED", name="gv-third")
    answer = submit(client, {"draft_url": URL})
    assert (answer.status_code, answer.json()["message"]) == (503, "Service busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert len(prefect.runs) == 2


def test_a_full_disk_is_busy(endpoint, prefect):
    answer = submit(endpoint(disk_reserve_bytes=10**18), {"draft_url": URL})
    assert (answer.status_code, answer.json()["detail"]) == (503, "Service busy: the disk is nearly full")
    assert prefect.runs == []


def test_a_lock_that_passes_is_waited_for(client, prefect):
    prefect.locked = 4
    assert submit(client, {"draft_url": URL}).status_code == 200
    assert len(prefect.runs) == 1


def test_an_orchestrator_that_is_away_is_busy_at_submit_and_a_failed_query_at_status(client, prefect, monkeypatch):
    monkeypatch.setattr("deployments.prefect_api.PATIENCE_S", 0.05)
    prefect.away = True
    assert submit(client, {"draft_url": URL}).status_code == 503
    answer = status(client)
    assert (answer.status_code, answer.json()["message"]) == (500, "Video task status query failed")


def test_a_draft_that_nobody_asked_for_has_no_task(client):
    answer = status(client)
    assert (answer.status_code, answer.json()["message"]) == (404, "Video generation task not found")


def test_a_waiting_film_is_pending(client, prefect):
    prefect.add("SCHEDULED")
    assert status(client).json() == {
        "code": 0, "draft_url": URL, "status": "pending", "progress": 0, "video_url": "", "error_message": "",
        "created_at": "2024-09-24T10:30:00.123Z", "started_at": None, "completed_at": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "count", "word"),
    [("PENDING", 0, "pending"), ("PAUSED", 0, "pending"), ("RUNNING", 1, "processing"), ("CANCELLING", 1, "processing"),
     ("CRASHED", 1, "processing"), ("SCHEDULED", 1, "processing"), ("PENDING", 2, "processing")],
)  # fmt: skip
def test_a_film_is_pending_until_it_was_begun_and_processing_from_then_on(client, prefect, kind, count, word):
    prefect.add(kind, run_count=count)
    prefect.artifacts["progress"] = 65.7
    answer = status(client).json()
    assert (answer["status"], answer["progress"]) == (word, 0 if word == "pending" else 65)


def test_a_film_is_not_said_to_be_done_before_it_is(client, prefect):
    prefect.add("RUNNING", run_count=1)
    prefect.artifacts["progress"] = 100.0
    assert status(client).json()["progress"] == 99


def test_a_finished_film_has_its_link_and_its_times(client, prefect):
    link = "http://h/films/a.mp4?expires=1&signature=b"
    prefect.artifacts["film"] = f"[The film]({link})"
    prefect.add("COMPLETED", start_time="2024-09-24T10:30:01Z", end_time="2024-09-24T10:31:00.5Z")
    answer = status(client).json()
    assert (answer["status"], answer["progress"], answer["video_url"]) == ("completed", 100, link)
    assert (answer["started_at"], answer["completed_at"]) == ("2024-09-24T10:30:01.000Z", "2024-09-24T10:31:00.500Z")


@pytest.mark.parametrize(
    ("message", "code"),
    [("Draft content is empty: encrypted", 400), ("Draft does not exist: code 2001", 404),
     ("Material inaccessible: sea.mp4 (HTTP 403)", 400), ("Audio processing failed: x", 500),
     ("Encoding failed: x", 500), ("Service busy: x", 503), ("Processing timeout: x", 504)],
)  # fmt: skip
def test_a_failed_film_says_why_with_the_documented_number(client, prefect, message, code):
    prefect.add("FAILED", message)
    answer = status(client).json()
    assert (answer["status"], answer["error_message"], answer["error_code"]) == ("failed", message, code)


@pytest.mark.checklist(41)
def test_a_message_that_is_not_ours_is_not_repeated(client, prefect):
    prefect.add("FAILED", "Flow could not be retrieved: FileNotFoundError: /home/somebody/flows")
    assert status(client).json()["error_message"] == "Video rendering failed: the run could not be started"


def test_a_cancelled_film_is_failed_and_says_cancelled(client, prefect):
    prefect.add("CANCELLED", "by hand")
    answer = status(client).json()
    assert (answer["status"], answer["error_message"]) == ("failed", "cancelled")


def test_the_active_ones_are_counted(client, prefect):
    prefect.add("RUNNING")
    prefect.add("SCHEDULED")
    prefect.add("COMPLETED")
    prefect.add("RUNNING", name="brave-mole")  # its films are counted, it is none
    assert client.get(f"{V1}/gen_video_active_count").json() == {"code": 0, "count": 2}


def test_with_keys_every_call_needs_one(endpoint):
    client = endpoint(api_keys="one, two")
    refused = submit(client, {"draft_url": URL, "apiKey": "three"})
    assert (refused.status_code, refused.json()["message"]) == (401, "Invalid apiKey")
    assert status(client).status_code == 401
    assert client.get(f"{V1}/gen_video_active_count").status_code == 401
    assert submit(client, {"draft_url": URL, "apiKey": "two"}).status_code == 200
    assert submit(client, {"draft_url": URL}, Authorization="Bearer one").status_code == 200
    assert client.get(f"{V1}/gen_video_active_count", headers={"X-API-Key": "one"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"), [({}, 1001), ({"draft_url": "x"}, 2001), ({"draft_url": URL, "width": 0}, 1001)]
)
def test_the_compatible_envelope_is_always_200_with_its_own_numbers(endpoint, body, code):
    answer = submit(endpoint(compat=True), body)
    assert (answer.status_code, answer.json()["code"]) == (200, code)
    assert set(answer.json()) == {"code", "message"}


def test_the_compatible_envelope_speaks_chinese_unless_asked_for_english(endpoint):
    client = endpoint(compat=True)
    assert status(client).json() == {"code": 2031, "message": "视频生成任务未找到"}
    english = status(client, **{"Accept-Language": "en-GB"}).json()
    assert english == {"code": 2031, "message": "Video generation task not found"}
    assert submit(client, {"draft_url": URL}).json()["code"] == 0
    assert status(client).json()["message"] == "成功"


def test_what_is_not_there_is_said_in_the_same_words(client):
    assert client.get("/nothing").json()["code"] == 404
    assert client.get(f"{V1}/gen_video").status_code == 405
