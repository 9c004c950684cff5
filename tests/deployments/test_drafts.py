"""Drafts that are handed to the service itself."""

import io
import json
import os
import zipfile

import av
import httpx
import pytest

V1 = "/draftreel/v1/drafts"
FILES = ("grey.mp4", "red.png", "tone.wav", "draft_content.json")


def zipped(folder, prefix="", **more):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in FILES:
            archive.write(folder / name, prefix + name)
        for name, data in more.items():
            archive.writestr(name, data)
    return packed.getvalue()


def upload(client, body, kind="application/zip"):
    return client.post(V1, content=body, headers={"content-type": kind})


def test_a_zip_becomes_a_draft_url(client, small_draft):
    answer = upload(client, zipped(small_draft))
    assert answer.status_code == 200
    found = answer.json()
    assert (found["code"], found["files"], len(found["draft_id"])) == (0, 4, 26)
    assert found["draft_url"].endswith(f"/openapi/capcut-mate/v1/get_draft?draft_id={found['draft_id']}")
    assert found["expires_at"].startswith("20")


def test_a_folder_in_the_zip_is_the_draft(client, small_draft):
    assert upload(client, zipped(small_draft, "My draft/")).json()["files"] == 4


def test_files_come_as_a_form_under_their_paths(client, small_draft):
    files = [("files", (f"assets/{name}", (small_draft / name).read_bytes())) for name in FILES[:3]]
    files.append(("files", ("draft_content.json", (small_draft / "draft_content.json").read_bytes())))
    found = client.post(V1, files=files).json()
    listed = client.get("/capcut-mate/v1/get_draft", params={"draft_id": found["draft_id"]}).json()["files"]
    names = sorted(url.partition(found["draft_id"] + "/")[2] for url in listed)
    assert names == ["assets/grey.mp4", "assets/red.png", "assets/tone.wav", "draft_content.json"]


def test_the_files_are_served_as_a_capcut_mate_serves_them_and_never_shown(client, small_draft):
    found = upload(client, zipped(small_draft)).json()
    answer = client.get("/capcut-mate/v1/get_draft", params={"draft_id": found["draft_id"]}).json()
    assert (answer["code"], len(answer["files"])) == (0, 4)
    (url,) = [url for url in answer["files"] if url.endswith("red.png")]
    served = client.get(url.partition("/openapi")[2])
    assert served.content == (small_draft / "red.png").read_bytes()
    assert served.headers["content-type"] == "application/octet-stream"
    assert served.headers["content-disposition"].startswith("attachment")
    assert served.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["..%2F..%2Fsecret", "nothing.mp4", "%2Fetc%2Fpasswd", "../../secret", "a" * 300, "%2e"]
)
def test_only_listed_files_are_served(client, small_draft, name):
    found = upload(client, zipped(small_draft)).json()
    assert client.get(f"{V1}/{found['draft_id']}/{name}").status_code == 404


@pytest.mark.parametrize("draft_id", ["0" * 26, "..", "a/b", "x" * 300])
def test_an_id_that_was_never_given_is_no_draft(client, draft_id):
    answer = client.get("/capcut-mate/v1/get_draft", params={"draft_id": draft_id})
    assert (answer.status_code, answer.json()["message"]) == (404, "Draft does not exist")


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (b"", "application/zip", "Draft content is empty"),
        (b"no zip at all", "application/zip", "Draft content is empty"),
        (b"PK\x03\x04 cut", "application/zip", "Draft content is empty"),
        (b"--x\r\n", "multipart/form-data; boundary=y", "Draft content is empty"),
        (b"--x\r\n", "multipart/form-data", "Draft content is empty"),
    ],
)
def test_what_is_no_draft_is_turned_away(client, tmp_path, body, kind, message):
    answer = upload(client, body, kind)
    assert answer.status_code in {400, 404}
    assert answer.json()["message"] in {message, "Draft does not exist"}
    assert not any((tmp_path / "uploads").glob("*"))


def test_a_broken_draft_says_why(client):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("draft_content.json", "{")
    answer = upload(client, packed.getvalue())
    assert (answer.status_code, answer.json()["message"]) == (400, "Draft content is empty")


def test_a_form_whose_names_climb_is_turned_away_and_writes_nothing(client, tmp_path):
    answer = client.post(V1, files=[("files", ("../../climbed.json", b"{}"))])
    assert answer.status_code == 400
    assert not (tmp_path.parent / "climbed.json").exists()


def test_too_large_a_draft_is_refused_before_it_is_kept(endpoint, small_draft, tmp_path):
    answer = upload(endpoint(upload_bytes=1_000), zipped(small_draft))
    assert (answer.status_code, answer.json()["message"]) == (413, "Request too large")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_when_there_is_no_room_for_drafts_the_service_is_busy(endpoint, small_draft, tmp_path):
    answer = upload(endpoint(uploads_bytes=1_000), zipped(small_draft))
    assert (answer.status_code, answer.json()["message"]) == (503, "Service busy")
    assert not any((tmp_path / "uploads").iterdir())


def test_a_full_queue_takes_drafts_and_a_full_disk_none(endpoint, prefect, small_draft, tmp_path):
    prefect.add("RUNNING", name="gv-another")
    assert upload(endpoint(queue=1), zipped(small_draft)).status_code == 200
    answer = upload(endpoint(disk_reserve_bytes=10**18), zipped(small_draft))
    assert (answer.status_code, answer.json()["detail"]) == (503, "Service busy: the disk is nearly full")
    assert len(list((tmp_path / "uploads").iterdir())) == 1


def test_a_draft_is_gone_after_its_days(client, small_draft, tmp_path):
    found = upload(client, zipped(small_draft)).json()
    os.utime(tmp_path / "uploads" / found["draft_id"], (1, 1))
    answer = client.get("/capcut-mate/v1/get_draft", params={"draft_id": found["draft_id"]})
    assert answer.status_code == 404


def test_with_keys_only_their_holders_upload(endpoint, small_draft):
    client = endpoint(api_keys="one")
    assert upload(client, zipped(small_draft)).status_code == 401
    answer = client.post(V1, content=zipped(small_draft), headers={"authorization": "Bearer one"})
    assert answer.status_code == 200


def test_the_service_s_own_drafts_may_be_rendered_and_nothing_else_of_this_machine(endpoint, prefect, small_draft):
    client = endpoint(allow_hosts="")
    found = upload(client, zipped(small_draft)).json()
    assert client.post("/capcut-mate/v1/gen_video", json={"draft_url": found["draft_url"]}).status_code == 200
    other = found["draft_url"].replace("/openapi/capcut-mate/v1/get_draft", "/api/flow_runs")
    refused = client.post("/capcut-mate/v1/gen_video", json={"draft_url": other})
    assert (refused.status_code, refused.json()["message"]) == (400, "Invalid draft_url format")
    assert len(prefect.runs) == 1


@pytest.mark.slow
def test_an_uploaded_draft_becomes_a_film(service, small_draft, tmp_path):
    body = zipped(small_draft, "small/")
    answer = httpx.post(f"{service.url}/openapi{V1}", content=body, headers={"content-type": "application/zip"})
    found = service.film(answer.json()["draft_url"])
    (tmp_path / "film.mp4").write_bytes(httpx.get(str(found["video_url"])).content)
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].frames) == (64, 60)
        assert film.streams.audio
    report = httpx.get(f"{service.url}/openapi/draftreel/v1/report", params={"draft_url": found["draft_url"]}).json()
    assert json.dumps(report).count("missing") <= 1
