"""gen_video over HTTP, with everything real: Prefect, the runner, the engine, a capcut-mate server's drafts."""

from concurrent.futures import ThreadPoolExecutor

import av
import httpx
import pytest

from tests.deployments.service import API, Service, until
from tests.s3_server import serving_s3

pytestmark = pytest.mark.slow
SMALL = {"width": 180}


def test_the_easy_draft_becomes_a_film_behind_a_link(service, drafts, tmp_path):
    found = service.film(drafts.url("easy"))
    assert found["progress"] == 100
    answer = httpx.get(str(found["video_url"]))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "video/mp4"
    (tmp_path / "film.mp4").write_bytes(answer.content)
    with av.open(str(tmp_path / "film.mp4")) as film:
        picture = film.streams.video[0]
        assert (picture.width, picture.height, picture.frames) == (720, 1280, 150)
        assert film.streams.audio


def test_a_second_run_of_the_same_draft_finds_everything_in_the_cache(service, drafts):
    first = service.film(drafts.url("easy"))
    drafts.asked.clear()
    second = service.film(drafts.url("easy"))
    tasks = dict(service.tasks(service.runs(drafts.url("easy"))[0]))
    assert {tasks[name] for name in ("arrange", "effects", "audio", "render 0", "encode")} == {"Cached"}
    assert (tasks["validate"], tasks["parse"]) == ("Completed", "Completed")
    assert not [name for name in drafts.asked if name.endswith((".mp4", ".mp3", ".jpg"))]
    assert str(second["video_url"]).partition("?")[0] == str(first["video_url"]).partition("?")[0]


@pytest.mark.checklist(36)
def test_a_chunk_whose_file_is_gone_is_drawn_again(service, drafts):
    service.film(drafts.url("easy"))
    for folder in ("chunks", "joined", "films"):
        for file in (service.data / folder).iterdir():
            file.unlink()
    found = service.film(drafts.url("easy"))
    assert httpx.get(str(found["video_url"])).status_code == 200
    assert list((service.data / "chunks").iterdir())


def test_the_kitchen_sink_becomes_a_film(service, drafts):
    found = service.film(drafts.url("kitchen-sink"), **SMALL)
    assert len(httpx.get(str(found["video_url"])).content) > 50_000


def test_a_run_leaves_a_report_a_poster_and_a_link(service, drafts):
    service.film(drafts.url("easy"))
    run = service.runs(drafts.url("easy"))[0]
    wanted = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    found = {str(artifact["key"]): artifact for artifact in service.prefect("/artifacts/filter", wanted)}
    assert set(found) == {"progress", "report", "facts", "poster", "film"}
    assert found["progress"]["data"] == 100
    assert "720x1280" in str(found["report"]["data"])
    poster = httpx.get(str(found["poster"]["data"]))
    assert (poster.status_code, poster.headers["content-type"]) == (200, "image/png")


@pytest.mark.checklist(41)
def test_a_runs_log_is_kept_and_tells_no_signature(service, drafts):
    service.film(drafts.url("easy"))
    run = service.runs(drafts.url("easy"))[0]
    wanted = {"logs": {"flow_run_id": {"any_": [run["id"]]}}, "limit": 200}
    lines = until(lambda: service.prefect("/logs/filter", wanted), 20)
    text = "\n".join(str(line["message"]) for line in lines)
    assert "Completed" in text
    assert "signature" not in text
    assert str(service.data) not in text


@pytest.mark.checklist(16)
def test_an_empty_draft_is_a_failure_that_says_so(service, drafts):
    service.submit(drafts.url("empty"))
    found = service.finished(drafts.url("empty"))
    assert (found["status"], found["error_code"]) == ("failed", 400)
    assert str(found["error_message"]).startswith("Draft content is empty")
    assert found["video_url"] == ""


@pytest.mark.checklist(9)
def test_a_draft_that_the_server_does_not_know_does_not_exist(service, drafts):
    url = drafts.url("20261122140240b64a9999")
    service.submit(url)
    found = service.finished(url)
    assert (found["status"], found["error_code"]) == ("failed", 404)
    assert str(found["error_message"]).startswith("Draft does not exist")


@pytest.mark.checklist(35)
def test_twelve_submits_at_once_are_one_run_and_twelve_more_after_it_one_more(service, drafts):
    url = f"{drafts.url('easy')}&twelve=1"
    for expected in (1, 2):
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda _: service.post("gen_video", {"draft_url": url}), range(12)))
        assert {answer.status_code for answer in answers} == {200}
        assert len(service.runs(url)) == expected
        assert service.finished(url)["status"] == "completed"


def test_a_film_that_is_asked_for_is_counted_until_it_is_done(service, drafts):
    url = f"{drafts.url('easy')}&counted=1"
    service.submit(url)
    assert httpx.get(f"{service.url}{API}/gen_video_active_count").json() == {"code": 0, "count": 1}
    service.finished(url)
    until(lambda: httpx.get(f"{service.url}{API}/gen_video_active_count").json()["count"] == 0)


@pytest.mark.checklist(38)
def test_a_link_serves_parts_and_heads_and_refuses_what_was_changed(service, drafts):
    url = str(service.film(drafts.url("easy"))["video_url"])
    part = httpx.get(url, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    head = httpx.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(httpx.get(url).content)
    assert httpx.get(url[:-4] + "0000").status_code == 403
    assert httpx.get(url.replace("expires=1", "expires=2")).status_code == 403
    assert httpx.get(url.partition("?")[0]).status_code == 403
    assert httpx.get(f"{service.url}/films/").status_code == 404
    assert httpx.get(f"{service.url}/films").status_code in {307, 404}


def test_prefects_pages_are_there(service):
    page = httpx.get(f"{service.url}/", headers={"Accept": "text/html"}, follow_redirects=True)
    assert page.status_code == 200
    assert "<html" in page.text.lower()
    assert httpx.get(f"{service.url}/api/health").json() is True


def test_a_batch_queues_one_run_for_each_draft(service, drafts):
    urls = [f"{drafts.url('easy')}&batch=1", f"{drafts.url('empty')}&batch=2"]
    found = httpx.get(f"{service.url}/api/deployments/name/render_batch/local").json()
    body = {"parameters": {"draft_urls": [*urls, urls[0]]}}
    httpx.post(f"{service.url}/api/deployments/{found['id']}/create_flow_run", json=body).raise_for_status()
    until(lambda: all(service.runs(url) for url in urls), 60)
    assert service.finished(urls[0])["status"] == "completed"
    assert service.finished(urls[1])["status"] == "failed"
    assert [len(service.runs(url)) for url in urls] == [1, 1]


@pytest.mark.checklist(38)
def test_with_an_s3_store_the_link_leads_there(tmp_path_factory, drafts):
    with serving_s3(tmp_path_factory.mktemp("s3")) as s3:
        settings = {
            "DRAFTREEL_S3_ENDPOINT": s3.options.endpoint,
            "DRAFTREEL_S3_ACCESS_KEY": s3.options.access_key,
            "DRAFTREEL_S3_SECRET_KEY": s3.options.secret_key,
        }
        service = Service(tmp_path_factory.mktemp("with-s3"), settings)
        service.start()
        try:
            url = str(service.film(drafts.url("easy"))["video_url"])
            assert url.startswith(f"{s3.options.endpoint}/draftreel/")
            film = httpx.get(url)
            assert (film.status_code, film.headers["content-type"]) == (200, "video/mp4")
            assert not (service.data / "films").exists()
        finally:
            service.stop()


def test_a_second_service_on_the_same_data_folder_does_not_begin(service):
    second = Service(service.data)
    with pytest.raises(AssertionError, match="running on this data folder already"):
        second.start()
    assert second.process.wait(5) == 2
