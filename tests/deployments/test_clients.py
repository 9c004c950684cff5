"""The service as the known clients use it: n8n and Coze workflows, SDKs, scripts around save_draft."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from deployments.answers import language
from deployments.words import CANCELLED, CANCELLING, SUBMITTED, SUCCESS, _family, in_chinese
from draftreel.errors import DraftreelError
from tests.deployments.orchestrator import OURS, URL, V1

WORDS = {"pending", "processing", "completed", "failed"}


def client_gets_a_film(post, draft_url: str, pause_s: float) -> str:
    """What a client does: submit with an empty key, poll, believe `code` before HTTP; unknown words are fatal."""
    submitted = post("gen_video", {"draft_url": draft_url, "apiKey": ""})
    if submitted["code"] != 0:
        raise AssertionError(submitted["message"])
    for _ in range(600):
        found = post("gen_video_status", {"draft_url": draft_url, "apiKey": ""})
        if found["code"] != 0:
            raise AssertionError(found["message"])
        if found["status"] not in WORDS:
            raise AssertionError(found["status"])
        if found["status"] == "completed":
            return str(found["video_url"])
        if found["status"] == "failed":
            raise AssertionError(found["error_message"])
        time.sleep(pause_s)
    raise AssertionError("never done")


@pytest.mark.parametrize("compat", [False, True])
def test_a_client_that_believes_code_gets_its_film_in_both_envelopes(endpoint, prefect, compat):
    client = endpoint(compat=compat)
    prefect.artifacts |= {"film": "[The film](http://h/a.mp4)", "progress": 50.0}
    states = iter(["SCHEDULED", "PENDING", "RUNNING", "COMPLETED"])

    def post(verb: str, body: object) -> Any:
        if verb == "gen_video_status":
            prefect.runs[0]["state"] = {"type": next(states), "name": "", "message": ""}
        return client.post(f"{V1}/{verb}", json=body).json()

    assert client_gets_a_film(post, URL, 0) == "http://h/a.mp4"


@pytest.mark.slow
@pytest.mark.checklist(38)
def test_with_the_real_service_and_the_url_that_save_draft_gave(service, drafts):
    def post(verb: str, body: object) -> Any:
        return service.post(verb, body).json()

    film = client_gets_a_film(post, drafts.url("easy"), 0.5)
    answer = httpx.get(film)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "video/mp4")


def test_a_draft_id_is_its_draft_where_the_server_is_known(endpoint, prefect):
    client = endpoint(draft_server="http://mate.lan:30000/", allow_hosts="")
    url = "http://mate.lan:30000/openapi/capcut-mate/v1/get_draft?draft_id=abc123"
    assert client.post(f"{V1}/gen_video", json={"draft_id": "abc123"}).status_code == 200
    assert prefect.runs[0]["parameters"] == {"draft_url": url}
    found = client.post(f"{V1}/gen_video_status", json={"draft_id": "abc123", "draft_url": ""}).json()
    assert (found["draft_url"], found["status"]) == (url, "pending")
    assert client.post(f"{V1}/gen_video_status", json={"draft_url": url}).json()["status"] == "pending"
    assert client.post(f"{OURS}/cancel", json={"draft_id": "abc123"}).status_code == 200
    assert client.get(f"{OURS}/report", params={"draft_id": "abc123"}).json()["message"] == "Report not found"


@pytest.mark.parametrize("draft_id", ["..", "a/b", "a%2e", "a&draft_id=b", "a#b", "\u0000", "x" * 300, "名", " "])
@pytest.mark.checklist(4)
def test_a_draft_id_that_is_none_is_refused(endpoint, prefect, draft_id):
    client = endpoint(draft_server="http://mate.lan:30000")
    answer = client.post(f"{V1}/gen_video", json={"draft_id": draft_id})
    assert answer.status_code == 400
    assert prefect.runs == []


def test_a_draft_id_means_nothing_where_no_server_is_known(client):
    assert client.post(f"{V1}/gen_video", json={"draft_id": "abc"}).json()["message"] == "draft_url is required"


@pytest.mark.parametrize(
    ("accepted", "own", "wanted"),
    [("", "en", "en"), ("", "zh", "zh"), ("en", "zh", "en"), ("en-GB,en;q=0.9", "zh", "en"), ("zh-CN", "en", "zh"),
     ("zh-CN,zh;q=0.9,en;q=0.8", "en", "zh"), ("en;q=0.3, zh;q=0.7", "en", "zh"), ("fr, de;q=0.5", "zh", "zh"),
     ("fr, en;q=0.1", "zh", "en"), ("en;q=0", "zh", "zh"), ("*", "en", "en"), (";;q=,,q", "zh", "zh")],
)  # fmt: skip
def test_the_language_is_the_one_the_caller_likes_best_or_the_envelopes_own(accepted, own, wanted):
    assert language(accepted, own) == wanted


def messages() -> set[str]:
    return {kind.headline for kind in _family(DraftreelError)} | {SUBMITTED, CANCELLED, CANCELLING, SUCCESS}


@pytest.mark.parametrize("message", sorted(messages()))
def test_every_message_is_told_in_chinese_too(message):
    assert re.search("[\u4e00-\u9fff]", in_chinese(message))


CALLS = [
    ("post", f"{V1}/gen_video", {}), ("post", f"{V1}/gen_video_status", {}), ("post", f"{OURS}/cancel", {}),
    ("get", f"{OURS}/report", None), ("get", f"{OURS}/list?limit=0", None), ("get", "/nothing", None),
    ("delete", f"{V1}/gen_video", None),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_every_error_is_in_the_envelope_and_the_language_that_is_asked_for(endpoint, method, path, body):
    documented = endpoint().request(method, path, json=body)
    assert set(documented.json()) == {"detail", "message", "code"}
    assert documented.json()["code"] == documented.status_code >= 400
    assert documented.json()["message"].isascii()
    compat = endpoint(compat=True)
    for accepted, ascii_only in (("", False), ("en", True)):
        answer = compat.request(method, path, json=body, headers={"Accept-Language": accepted})
        assert (answer.status_code, set(answer.json())) == (200, {"code", "message"})
        assert answer.json()["code"] >= 1000
        assert answer.json()["message"].isascii() is ascii_only


def test_the_documented_envelope_speaks_chinese_to_who_asks_for_it(client):
    answer = client.post(f"{V1}/gen_video", json={"draft_url": "x"}, headers={"Accept-Language": "zh-CN"}).json()
    assert answer == {"detail": "无效的草稿URL: not an http or https URL", "message": "无效的草稿URL", "code": 400}


@pytest.mark.slow
@pytest.mark.checklist(35)
def test_a_hundred_submits_of_one_url_at_once_are_one_task(service, drafts):
    url = f"{drafts.url('empty')}&hundred=1"
    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(lambda _: service.post("gen_video", {"draft_url": url, "priority": 5}), range(100)))
    assert {answer.status_code for answer in answers} == {200}
    assert service.finished(url)["error_code"] == 400
    assert len(service.runs(url)) == 1
