"""The list of films, the report of one, metadata and priority."""

from datetime import timedelta

import pytest

from flows.naming import run_name
from tests.deployments.orchestrator import BEGAN, OURS, URL, V1
from tests.deployments.real_prefect import serving_prefect
from tests.deployments.service import until

LINK = "http://h/films/a.mp4?expires=1&signature=b"
REPORT = '{"width": 720, "height": 1280, "counts": {"missing": 1}, "diagnostics": []}'


def films(client, **query):
    answer = client.get(f"{OURS}/list", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["films"]


def named(number: int) -> dict[str, object]:
    return {"parameters": {"draft_url": f"{URL}{number}"}, "name": f"gv-{number}"}


def test_films_are_listed_the_newest_first_each_with_its_status(client, prefect):
    prefect.artifacts |= {"film": f"[The film]({LINK})", "progress": 40.0}
    prefect.add("COMPLETED", **named(1))
    prefect.add("FAILED", "Encoding failed: x", **named(2))
    prefect.add("RUNNING", run_count=1, **named(3))
    prefect.add("SCHEDULED", **named(4))
    prefect.add("RUNNING", name="brave-mole")
    found = films(client)
    assert [film["draft_url"] for film in found] == [f"{URL}{number}" for number in (4, 3, 2, 1)]
    assert [film["status"] for film in found] == ["pending", "processing", "failed", "completed"]
    assert [film["progress"] for film in found] == [0, 40, 40, 100]
    assert [film["video_url"] for film in found] == ["", "", "", LINK]
    assert found[2]["error_message"] == "Encoding failed: x"


def test_a_list_says_of_a_film_what_its_status_says(client, prefect):
    prefect.artifacts |= {"film": f"[The film]({LINK})", "progress": 40.0}
    for kind in ("COMPLETED", "FAILED", "CANCELLED", "RUNNING", "SCHEDULED"):
        prefect.add(kind, labels={"draftreel.metadata": '{"a":1}'})
        status = client.post(f"{V1}/gen_video_status", json={"draft_url": URL}).json()
        assert films(client, limit=1)[0] == {name: value for name, value in status.items() if name != "code"}


@pytest.mark.parametrize(
    ("status", "numbers"), [("pending", [1]), ("processing", [3, 2]), ("completed", [4]), ("failed", [6, 5])]
)
def test_only_those_of_a_status(client, prefect, status, numbers):
    prefect.add("SCHEDULED", **named(1))
    prefect.add("SCHEDULED", run_count=1, **named(2))  # it waits to go on
    prefect.add("CRASHED", **named(3))
    prefect.add("COMPLETED", **named(4))
    prefect.add("FAILED", **named(5))
    prefect.add("CANCELLED", **named(6))
    assert [film["draft_url"] for film in films(client, status=status)] == [f"{URL}{number}" for number in numbers]


def test_a_page_goes_on_where_the_one_before_it_ended(client, prefect):
    for number in range(7):
        prefect.add("SCHEDULED", **named(number))
    seen, before = [], {}
    while page := films(client, limit=3, **before):
        seen += [film["draft_url"].removeprefix(URL) for film in page]
        before = {"before": page[-1]["created_at"]}
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_films_before_a_moment(client, prefect):
    for number in range(3):
        prefect.add("SCHEDULED", **named(number))
    moment = (BEGAN + timedelta(seconds=2)).isoformat()
    assert [film["draft_url"] for film in films(client, before=moment)] == [f"{URL}1", f"{URL}0"]


@pytest.mark.parametrize(
    ("query", "name"), [({"status": "done"}, "status"), ({"limit": 0}, "limit"), ({"limit": 201}, "limit"),
                        ({"limit": "x"}, "limit"), ({"before": "soon"}, "before")],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_names_what_is_wrong(client, query, name):
    answer = client.get(f"{OURS}/list", params=query)
    assert (answer.status_code, answer.json()["detail"]) == (400, f"Invalid parameter: {name}")


def report(client, **query):
    return client.get(f"{OURS}/report", params=query or {"draft_url": URL})


def test_a_films_report_says_what_is_not_exact(client, prefect):
    prefect.add("COMPLETED")
    prefect.artifacts["facts"] = REPORT
    answer = report(client).json()
    assert (answer["code"], answer["draft_url"]) == (0, URL)
    assert answer["report"]["counts"] == {"missing": 1}


def test_a_film_without_a_report_or_none_at_all(client, prefect):
    assert report(client).json()["message"] == "Video generation task not found"
    prefect.add("RUNNING")
    assert (report(client).status_code, report(client).json()["message"]) == (404, "Report not found")
    assert report(client, draft_url="x").status_code == 400
    assert report(client, x="y").json()["message"] == "draft_url is required"


def submit(client, **fields):
    return client.post(f"{V1}/gen_video", json={"draft_url": URL, **fields})


def status(client):
    return client.post(f"{V1}/gen_video_status", json={"draft_url": URL}).json()


@pytest.mark.parametrize("metadata", [{}, {"a": [1, {"b": None}]}, {"名": "😀\u0000\n"}, {"x": "y" * 1000}])
def test_metadata_comes_back_as_it_was(client, prefect, metadata):
    assert submit(client, metadata=metadata).status_code == 200
    assert status(client)["metadata"] == metadata


def test_without_metadata_none_comes_back(client, prefect):
    submit(client)
    assert "metadata" not in status(client)


def test_the_metadata_of_the_last_submit_comes_back(client, prefect):
    submit(client, metadata={"n": 1})
    submit(client, metadata={"n": 2})
    submit(client)
    assert (status(client)["metadata"], len(prefect.runs)) == ({"n": 2}, 1)
    prefect.runs[0]["state"]["type"] = "COMPLETED"
    submit(client, metadata={"n": 3})
    assert (status(client)["metadata"], len(prefect.runs)) == ({"n": 3}, 2)


BAD = ['"x"', "[1]", "7", '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', '{"a": "' + "x" * 1024 + '"}',
       '{"a": ' + "[" * 20_000 + "]" * 20_000 + "}"]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=[text[:12] for text in BAD])
def test_metadata_that_cannot_come_back_is_refused(client, prefect, text):
    body = f'{{"draft_url": "{URL}", "metadata": {text}}}'
    answer = client.post(f"{V1}/gen_video", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"] in {"Invalid parameter: metadata", "draft_url is required: the request is not JSON"}
    assert prefect.runs == []


@pytest.mark.parametrize("priority", [-1, 10, "high", 1.5, [1]])
def test_a_priority_that_is_none_is_refused(client, prefect, priority):
    answer = submit(client, priority=priority)
    assert (answer.status_code, answer.json()["detail"]) == (400, "Invalid parameter: priority")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with serving_prefect(tmp_path_factory.mktemp("prefect"), api_keys="", queue=10_000) as found:
        yield found


def numbered(number: int) -> str:
    return f"{URL}&real={number}"


@pytest.mark.slow
def test_prefect_gives_the_more_urgent_films_to_the_runner_first(real):
    for number, priority in enumerate([0, 9, 3, 0, 9]):
        real.post(f"{V1}/gen_video", {"draft_url": numbered(number), "priority": priority}).raise_for_status()
    until_soon = {"deployment_ids": [real.deployment]}
    asked = real.prefect_post("/deployments/get_scheduled_flow_runs", until_soon).json()
    assert [run["parameters"]["draft_url"][-1] for run in asked] == ["1", "4", "2", "0", "3"]


@pytest.mark.slow
def test_a_more_urgent_film_that_is_asked_for_again_is_the_last_one(real):
    url = numbered(10)
    for priority in (0, 9, 0):
        real.post(f"{V1}/gen_video", {"draft_url": url, "priority": priority, "metadata": {"p": priority}})
        found = real.post(f"{V1}/gen_video_status", {"draft_url": url}).json()
        assert (found["status"], found["metadata"]) == ("pending", {"p": priority})
        real.post(f"{OURS}/cancel", {"draft_url": url}).raise_for_status()
    assert [film["metadata"]["p"] for film in real.get(f"{OURS}/list", status="failed").json()["films"]] == [0, 9, 0]


@pytest.mark.slow
def test_prefect_lists_pages_of_urgent_and_other_films_in_the_order_of_their_submits(real):
    for number in range(20, 26):
        real.post(f"{V1}/gen_video", {"draft_url": numbered(number), "priority": number % 3})
    seen: list[str] = []
    before: dict[str, str] = {}
    while len(seen) < 6:
        page = real.get(f"{OURS}/list", limit=2, **before).json()["films"]
        seen += [film["draft_url"].rpartition("=")[2] for film in page]
        before = {"before": page[-1]["created_at"]}
    assert seen == ["25", "24", "23", "22", "21", "20"]


@pytest.mark.slow
def test_prefect_keeps_what_is_said_later(real):
    url = numbered(30)
    real.post(f"{V1}/gen_video", {"draft_url": url, "metadata": {"n": 1}})
    more = {"draft_url": url, "metadata": {"n": 2}, "callback_url": "http://127.0.0.1:1/"}
    real.post(f"{V1}/gen_video", more)
    run = real.loop.run(real.orchestrator.latest(run_name(url)))
    assert (run.metadata, run.callback_url, "callback" in run.tags) == ({"n": 2}, "http://127.0.0.1:1/", True)


@pytest.mark.slow
def test_the_real_service_makes_the_more_urgent_films_first(service, drafts):
    ahead = f"{drafts.url('kitchen-sink')}&urgent=0"
    service.submit(ahead, width=720, fps=60)
    until(lambda: service.status(ahead)["status"] == "processing")
    waiting = {priority: f"{drafts.url('empty')}&urgent={priority}" for priority in (0, 3, 9)}
    for priority, url in waiting.items():
        service.submit(url, priority=priority)
    service.cancel(ahead)
    started = {priority: service.finished(url)["started_at"] for priority, url in waiting.items()}
    assert sorted(started, key=lambda priority: str(started[priority])) == [9, 3, 0]


@pytest.mark.slow
def test_the_real_service_reports_what_became_of_a_draft(service, drafts):
    url = drafts.url("easy")
    service.film(url, width=180)
    answer = service.get("report", draft_url=url)
    assert (answer["draft_url"], answer["code"]) == (url, 0)
    assert (answer["report"]["width"], answer["report"]["frames"]) == (180, 150)
    assert answer["report"]["film_bytes"] > 10_000
    (film,) = [film for film in service.get("list", status="completed")["films"] if film["draft_url"] == url]
    assert film["video_url"] == service.status(url)["video_url"]
