import json

import httpx
import pytest

from demo.draft_server import draft_address, serving

DRAFT_ID = "20260101120000abcdef01"


@pytest.fixture
def drafts(tmp_path):
    asset = tmp_path / DRAFT_ID / "assets" / "videos" / "a b.mp4"
    asset.parent.mkdir(parents=True)
    asset.write_bytes(bytes(range(10)))
    (tmp_path / DRAFT_ID / "draft_content.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("no draft's file")
    (tmp_path.parent / "outside.txt").write_text("not below the root")
    return tmp_path


@pytest.fixture
def origin(drafts):
    with serving(drafts) as address:
        yield address


@pytest.fixture
def asset(origin):
    return f"{origin}/output/draft/{DRAFT_ID}/assets/videos/a%20b.mp4"


def test_a_draft_is_listed_as_absolute_urls_that_open(origin, asset):
    answer = httpx.get(draft_address(origin, DRAFT_ID)).json()
    assert answer["code"] == 0
    assert sorted(answer["files"]) == [asset, f"{origin}/output/draft/{DRAFT_ID}/draft_content.json"]
    assert json.loads(httpx.get(answer["files"][1]).text) == {}


@pytest.mark.parametrize("draft_id", ["", "20260101120000ffffffff", "short", "../" * 8, "a" * 33])
def test_a_draft_that_is_not_there_has_the_code_2001_and_http_200(origin, draft_id):
    answer = httpx.get(draft_address(origin, draft_id))
    assert (answer.status_code, answer.json()["code"]) == (200, 2001)
    assert "files" not in answer.json()


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-3", 206, bytes([0, 1, 2, 3]), "bytes 0-3/10"),
        ("bytes=8-", 206, bytes([8, 9]), "bytes 8-9/10"),
        ("bytes=-3", 206, bytes([7, 8, 9]), "bytes 7-9/10"),
        ("bytes=8-99", 206, bytes([8, 9]), "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("lines=1-2", 200, bytes(range(10)), None),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(asset, asked, status, body, content_range):
    answer = httpx.get(asset, headers={"Range": asked})
    assert (answer.status_code, answer.content, answer.headers.get("Content-Range")) == (status, body, content_range)


def test_head_has_the_size_and_no_body(asset):
    answer = httpx.head(asset)
    assert (answer.status_code, answer.headers["Content-Length"], answer.content) == (200, "10", b"")
    assert answer.headers["Last-Modified"].endswith("GMT")


def test_what_did_not_change_is_not_sent_again(asset):
    tag = httpx.get(asset).headers["ETag"]
    assert httpx.get(asset, headers={"If-None-Match": tag}).status_code == 304
    assert httpx.get(asset, headers={"Range": "bytes=0-0", "If-Range": '"another"'}).status_code == 200
    assert httpx.get(asset, headers={"Range": "bytes=0-0", "If-Range": tag}).status_code == 206


@pytest.mark.parametrize("path", ["../../outside.txt", "%2e%2e/%2e%2e/outside.txt", "nothing", ""])
def test_nothing_but_the_drafts_files_is_sent(origin, path):
    assert httpx.get(f"{origin}/output/draft/{path}").status_code == 404


def test_it_listens_no_more_after_the_block(drafts):
    with serving(drafts) as address:
        pass
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_an_answer_that_was_recorded_elsewhere_is_given_as_it_is(drafts, origin):
    recorded = '{"code": 0, "files": ["http://127.0.0.1:30001/output/draft/x/draft_content.json"]}'
    (drafts / DRAFT_ID / "get_draft.json").write_text(recorded)
    assert httpx.get(draft_address(origin, DRAFT_ID)).text == recorded
