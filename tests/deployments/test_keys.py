"""Keys: who may call, how often, how much of the queue is theirs, and that one sees nothing of another's."""

import json

import pytest

from deployments.admission import Rates, is_open_to_strangers, key_of, owner_of, share
from deployments.words import TooManyRequests
from draftreel.settings import Settings
from tests.deployments.orchestrator import OURS, URL, V1


def submit(client, key: str = "", **fields):
    body = json.dumps({"draft_url": URL, "apiKey": key, **fields})  # halves of characters are escaped
    return client.post(f"{V1}/gen_video", content=body, headers={"Content-Type": "application/json"})


def bearing(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_with_keys_every_endpoint_needs_one(endpoint, prefect):
    client = endpoint(api_keys="one, two")
    prefect.add("RUNNING")
    calls = [client.post(f"{V1}/{verb}", json={"draft_url": URL}) for verb in ("gen_video", "gen_video_status")]
    calls += [client.post(f"{OURS}/cancel", json={"draft_url": URL}), client.get(f"{V1}/gen_video_active_count")]
    calls += [client.get(f"{OURS}/list"), client.get(f"{OURS}/report", params={"draft_url": URL})]
    assert {(call.status_code, call.json()["message"]) for call in calls} == {(401, "Invalid apiKey")}


@pytest.mark.parametrize(
    "key", ["three", "on", "onee", "ONE", "one,two", "\u00e9", "\ud800", "😀", "x" * 10_000, 1, None, ["one"]]
)
def test_a_key_that_is_none_of_them_is_refused(endpoint, prefect, key):
    answer = submit(endpoint(api_keys="one,two"), key)
    assert (answer.status_code, answer.json()["message"]) == (401, "Invalid apiKey")
    assert prefect.runs == []


@pytest.mark.parametrize("headers", [bearing("one"), {"Authorization": "bearer  two "}, {"X-API-Key": "one"}])
def test_a_key_may_come_in_a_header(endpoint, headers):
    client = endpoint(api_keys="one, two")
    assert client.post(f"{V1}/gen_video", json={"draft_url": URL}, headers=headers).status_code == 200


def test_a_key_of_another_alphabet_is_a_key(endpoint):
    assert submit(endpoint(api_keys="钥匙"), "钥匙").status_code == 200


def test_without_keys_whatever_is_shown_is_good(client):
    for key in ("", "x", None):
        assert submit(client, key).status_code == 200


@pytest.mark.checklist(41)
def test_the_orchestrator_never_sees_a_key(endpoint, prefect):
    submit(endpoint(api_keys="hush-hush"), "hush-hush")
    assert "hush" not in repr(prefect.runs)
    assert prefect.runs[0]["tags"] == [owner_of("hush-hush")]


def test_a_key_is_found_again_by_its_owner_as_long_as_it_is_set(tmp_path):
    settings = Settings(_env_file=None, data=tmp_path, api_keys="one,two")
    assert [key_of(owner_of(key), settings) for key in ("one", "two", "three")] == ["one", "two", ""]


def test_one_keys_films_are_not_anothers(endpoint, prefect):
    client = endpoint(api_keys="one,two")
    submit(client, "one", metadata={"for": "one"})
    prefect.artifacts["facts"] = "{}"

    def seen(key: str) -> tuple[int, int, int]:
        status = client.post(f"{V1}/gen_video_status", json={"draft_url": URL, "apiKey": key}).status_code
        films = client.get(f"{OURS}/list", headers=bearing(key)).json()["films"]
        report = client.get(f"{OURS}/report", params={"draft_url": URL}, headers=bearing(key)).status_code
        return status, len(films), report

    assert (seen("one"), seen("two")) == ((200, 1, 200), (404, 0, 404))
    assert client.post(f"{OURS}/cancel", json={"draft_url": URL, "apiKey": "two"}).status_code == 404
    submit(client, "two")
    assert (len(prefect.runs), seen("two")) == (2, (200, 1, 200))
    assert client.post(f"{OURS}/cancel", json={"draft_url": URL, "apiKey": "two"}).status_code == 200
    assert [run["state"]["type"] for run in prefect.runs] == ["SCHEDULED", "CANCELLED"]


def test_a_key_has_its_part_of_the_queue_and_no_more(endpoint, prefect):
    client = endpoint(api_keys="one,two", queue=6, key_share=0.5)
    for number in range(3):
        body = {"draft_url": f"{URL}{number}", "apiKey": "one"}
        assert client.post(f"{V1}/gen_video", json=body).status_code == 200
    refused = submit(client, "one")
    assert (refused.status_code, refused.json()["message"]) == (503, "Service busy")
    assert refused.headers["Retry-After"]
    assert submit(client, "two").status_code == 200
    prefect.runs[0]["state"]["type"] = "COMPLETED"
    assert submit(client, "one").status_code == 200


def test_the_only_key_has_the_whole_queue(endpoint):
    client = endpoint(api_keys="one", queue=3)
    answers = [client.post(f"{V1}/gen_video", json={"draft_url": f"{URL}{n}", "apiKey": "one"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 503]


@pytest.mark.parametrize(("queue", "part", "films"), [(500, 0.5, 250), (1, 0.5, 1), (10, 0.01, 1), (10, 1, 10)])
def test_a_part_of_the_queue_is_one_film_at_least(tmp_path, queue, part, films):
    assert share(Settings(_env_file=None, data=tmp_path, queue=queue, key_share=part)) == films


def allowed(rates: Rates, owner: str) -> bool:
    try:
        rates.take(owner)
    except TooManyRequests:
        return False
    return True


def test_a_key_may_call_so_often_and_again_as_time_goes_by():
    now = [100.0]
    rates = Rates(60, clock=lambda: now[0])
    assert [allowed(rates, "a") for _ in range(62)] == [True] * 60 + [False] * 2
    assert allowed(rates, "b"), "another's calls are its own"
    now[0] += 2.5
    assert [allowed(rates, "a") for _ in range(4)] == [True, True, False, False]
    now[0] += 3600
    assert [allowed(rates, "a") for _ in range(61)] == [True] * 60 + [False]


def test_without_a_limit_or_without_keys_nobody_is_counted():
    assert all(allowed(Rates(0), "a") for _ in range(1000))
    assert all(allowed(Rates(1), "") for _ in range(1000))


def test_too_many_calls_are_429_with_a_time_to_come_back(endpoint):
    client = endpoint(api_keys="one,two", key_rate=2)
    answers = [submit(client, "one") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].json()["message"], answers[2].headers["Retry-After"]) == ("Too many requests", "10")
    assert submit(client, "two").status_code == 200


def test_in_the_compatible_envelope_too(endpoint):
    client = endpoint(api_keys="one", key_rate=1, compat=True)
    submit(client, "one")
    assert submit(client, "one").json() == {"code": 9998, "message": "请求过于频繁"}
    assert submit(client, "two").json() == {"code": 2036, "message": "无效的apiKey"}


@pytest.mark.parametrize(
    ("host", "keys", "open_to_strangers"),
    [("127.0.0.1", "", False), ("::1", "", False), ("localhost", "", False), ("127.0.0.2", "", False),
     ("0.0.0.0", "", True), ("::", "", True), ("192.168.1.5", "", True), ("films.example", "", True),
     ("0.0.0.0", "one", False)],
)  # fmt: skip
def test_a_service_that_others_reach_without_a_key_is_known_to_be(tmp_path, host, keys, open_to_strangers):
    settings = Settings(_env_file=None, data=tmp_path, host=host, api_keys=keys)
    assert is_open_to_strangers(settings) is open_to_strangers
