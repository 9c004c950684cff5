"""A film that somebody does not want any more: wherever it is, it ends at once and leaves nothing."""

import socket
import time
from pathlib import Path

import httpx
import pytest

from deployments import control
from draftreel.unfinished import PART, RUN
from tests.deployments.orchestrator import OURS, URL
from tests.deployments.service import Service, until

CANCEL = "/openapi/draftreel/v1/cancel"
SLOWLY = {"width": 720, "fps": 60}


def cancel(client, body=None, **headers):
    return client.post(f"{OURS}/cancel", json=body or {"draft_url": URL}, headers=headers)


@pytest.mark.parametrize("kind", ["SCHEDULED", "PENDING", "RUNNING", "CRASHED"])
def test_a_film_that_waits_or_is_made_is_cancelled(client, prefect, kind):
    prefect.add(kind)
    answer = cancel(client)
    assert (answer.status_code, answer.json()) == (200, {"code": 0, "message": "Video generation task cancelled"})
    assert prefect.runs[0]["state"]["type"] == "CANCELLED"


def test_one_that_is_cancelled_already_is_so_still(client, prefect):
    prefect.add("CANCELLED")
    assert cancel(client).json()["message"] == "Video generation task cancelled"


@pytest.mark.parametrize("kind", ["COMPLETED", "FAILED"])
def test_one_that_has_ended_cannot_be_cancelled(client, prefect, kind):
    prefect.add(kind)
    answer = cancel(client)
    assert (answer.status_code, answer.json()["message"]) == (409, "Video generation task has ended")


def test_one_that_nobody_asked_for_has_no_task(client):
    assert cancel(client).status_code == 404
    assert cancel(client, {"draft_url": "x"}).status_code == 400
    assert cancel(client, {"x": 1}).json()["message"] == "draft_url is required"


def test_one_that_does_not_end_in_time_is_being_cancelled(client, prefect, monkeypatch):
    monkeypatch.setattr(control, "CANCEL_WAIT_S", 0.15)
    prefect.deaf = True
    prefect.add("RUNNING")
    assert cancel(client).json()["message"] == "Video generation task is being cancelled"


def test_a_cancelled_film_may_be_asked_for_again(client, prefect):
    prefect.add("SCHEDULED")
    cancel(client)
    client.post("/capcut-mate/v1/gen_video", json={"draft_url": URL})
    assert [run["state"]["type"] for run in prefect.runs] == ["CANCELLED", "SCHEDULED"]


def unfinished(service: Service) -> list[Path]:
    """Files that are not whole, whoever was to finish them."""
    names = (PART, RUN, ".")
    folders = ("", "media", "chunks", "sounds", "joined", "films", "plans", "timelines", "drafts", "looked", "posters")
    found = (file for folder in folders for file in (service.data / folder).glob(".*"))
    return [file for file in found if file.name.startswith(names)]


def cancelled_within_5_s(service: Service, url: str) -> None:
    """Cancel, and see that the run has ended, with its processes and its temporary files."""
    began = time.monotonic()
    answer = httpx.post(f"{service.url}{CANCEL}", json={"draft_url": url}, timeout=30).json()
    took = time.monotonic() - began
    assert answer == {"code": 0, "message": "Video generation task cancelled"}
    assert took < 6, "five seconds, and the time of the call"
    found = service.status(url)
    assert (found["status"], found["error_message"], found["video_url"]) == ("failed", "cancelled", "")
    assert service.flow_process() is None
    assert service.process_of("draftreel.worker") is None
    assert unfinished(service) == []


def progress(service: Service, url: str) -> int:
    return int(str(service.status(url).get("progress", 0)))


@pytest.fixture(autouse=True)
def unhurried(request):
    yield
    if "drafts" in request.fixturenames:
        request.getfixturevalue("drafts").pause_s = 0


def fresh(drafts, name: str) -> str:
    return f"{drafts.url('kitchen-sink')}&cancel={name}"


@pytest.mark.slow
@pytest.mark.checklist(40)
def test_in_render(service, drafts):
    url = fresh(drafts, "render")
    service.submit(url, **SLOWLY)
    until(lambda: progress(service, url) > 21, 120)
    until(lambda: list((service.data / "chunks").glob(".*")), 60)
    cancelled_within_5_s(service, url)


@pytest.mark.slow
@pytest.mark.checklist(40)
def test_in_download(service, drafts):
    for file in (service.data / "media").glob("*"):
        file.unlink()
    url = fresh(drafts, "download")
    drafts.pause_s = 1.5
    drafts.asked.clear()
    service.submit(url, **SLOWLY)
    until(lambda: any(name.endswith(".mp4") for name in drafts.asked) and progress(service, url) >= 4)
    drafts.pause_s = 60  # one that is begun now is in the middle of it when it is cancelled
    time.sleep(2)
    cancelled_within_5_s(service, url)


@pytest.mark.slow
@pytest.mark.checklist(40)
def test_while_its_process_begins(service, drafts):
    url = fresh(drafts, "begin")
    service.submit(url, **SLOWLY)
    until(lambda: service.runs(url)[0]["state_type"] == "PENDING", 60)
    cancelled_within_5_s(service, url)


@pytest.mark.slow
@pytest.mark.checklist(40)
def test_while_it_waits_behind_another(service, drafts):
    first, second = fresh(drafts, "ahead"), fresh(drafts, "behind")
    service.submit(first, **SLOWLY)
    until(lambda: service.status(first)["status"] == "processing")
    service.submit(second, **SLOWLY)
    httpx.post(f"{service.url}{CANCEL}", json={"draft_url": second}, timeout=30)
    assert service.status(second)["error_message"] == "cancelled"
    assert service.status(first)["status"] == "processing"
    cancelled_within_5_s(service, first)
    time.sleep(3)
    assert (service.runs(second)[0]["run_count"], service.flow_process()) == (0, None)


@pytest.mark.slow
@pytest.mark.checklist(40)
def test_while_it_is_uploaded_to_a_store_that_hangs(tmp_path_factory, drafts):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = {
            "DRAFTREEL_S3_ENDPOINT": f"http://127.0.0.1:{silent.getsockname()[1]}",
            "DRAFTREEL_S3_ACCESS_KEY": "key",
            "DRAFTREEL_S3_SECRET_KEY": "secret",
        }
        service = Service(tmp_path_factory.mktemp("silent"), settings)
        service.start()
        try:
            url = f"{drafts.url('easy')}&cancel=upload"
            service.submit(url, width=180)
            until(lambda: progress(service, url) >= 96, 240)
            time.sleep(1)
            cancelled_within_5_s(service, url)
        finally:
            service.stop()
