import gzip
import hashlib
from dataclasses import replace
from time import monotonic, sleep

import pytest

from draftreel.errors import MaterialError
from draftreel.intake.network import download, validator

BODY = bytes(range(256)) * 400
SHA = hashlib.sha256(BODY).hexdigest()


def serve_ranges(server, path, *, cut_at=None, cuts=1, tag='"v1"', ranges=True):
    """A route that hangs up at `cut_at` bytes the first `cuts` times, and knows ranges."""
    left = [cuts]

    def route(request):
        start = 0
        asked = request.headers.get("range", "")
        if ranges and asked and request.headers.get("if-range") == tag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        request.send_response(206 if start else 200)
        request.send_header("content-length", str(len(BODY) - start))
        request.send_header("etag", tag)
        if start:
            request.send_header("content-range", f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        request.end_headers()
        if left[0] and cut_at is not None:
            left[0] -= 1
            request.wfile.write(BODY[start : start + cut_at])
        else:
            request.wfile.write(BODY[start:])

    server.routes[path] = route
    return server.url + path


def only(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_material_is_named_after_its_bytes(server, policy, tmp_path):
    url = server.give("/x/clip.MP4", BODY, etag='"v1"')
    got = download(url + "?sig=1", tmp_path, policy)
    assert (got.sha256, got.bytes, got.validator) == (SHA, len(BODY), '"v1"')
    assert got.path == tmp_path / f"{SHA}.mp4"
    assert got.path.read_bytes() == BODY
    assert only(tmp_path) == [f"{SHA}.mp4"]
    assert server.asked[0][2]["accept-encoding"] == "identity"


@pytest.mark.parametrize("path", ["/plain", "/odd.%2e%2e%2fx", "/a.mp4%00", "/" + "n" * 300, "/%F0%9F%98%80.d/x"])
@pytest.mark.checklist(23, 25)
def test_odd_names_in_a_url_never_become_file_names(server, policy, tmp_path, path):
    got = download(server.give(path, BODY), tmp_path, policy)
    assert only(tmp_path) == [got.path.name]
    assert got.path.name.startswith(SHA)


@pytest.mark.checklist(10, 22)
def test_a_cut_download_goes_on_where_it_was_cut(server, policy, tmp_path):
    url = serve_ranges(server, "/a.mp4", cut_at=60_000)
    assert download(url, tmp_path, policy).sha256 == SHA
    assert [headers.get("range") for _, _, headers in server.asked] == [None, "bytes=60000-"]


@pytest.mark.checklist(22)
def test_many_cuts_that_each_bring_something_are_survived(server, policy, tmp_path):
    url = serve_ranges(server, "/a.mp4", cut_at=20_000, cuts=4)
    assert download(url, tmp_path, replace(policy, total_s=10)).sha256 == SHA
    assert len(server.asked) == 5


@pytest.mark.checklist(22)
def test_a_server_that_ignores_ranges_is_read_from_the_beginning(server, policy, tmp_path):
    url = serve_ranges(server, "/a.mp4", cut_at=60_000, ranges=False)
    assert download(url, tmp_path, policy).sha256 == SHA


@pytest.mark.checklist(22)
def test_a_file_that_changed_in_between_is_read_from_the_beginning(server, policy, tmp_path):
    old = serve_ranges(server, "/a.mp4", cut_at=60_000, tag='"old"')
    first = server.routes["/a.mp4"]
    serve_ranges(server, "/b.mp4", tag='"new"')

    def route(request):
        (first if len(server.asked) == 1 else server.routes["/b.mp4"])(request)

    server.routes["/a.mp4"] = route
    got = download(old, tmp_path, policy)
    assert (got.sha256, got.validator) == (SHA, '"new"')


@pytest.mark.checklist(22)
def test_a_part_that_was_not_asked_for_is_not_taken(server, policy, tmp_path):
    url = server.give("/a.mp4", BODY[:10], 206, content_range="bytes 5-14/100")
    with pytest.raises(MaterialError, match="another part"):
        download(url, tmp_path, policy)


@pytest.mark.checklist(22)
def test_a_length_that_is_never_reached_is_an_error_that_may_pass(server, policy, tmp_path):
    url = server.give("/a.mp4", b"abc", content_length="1000")
    with pytest.raises(MaterialError, match=r"a\.mp4 \(cut off\)") as caught:
        download(url, tmp_path, policy)
    assert caught.value.transient
    assert only(tmp_path) == []


@pytest.mark.checklist(22)
@pytest.mark.parametrize("lies", [1, 100])
def test_more_was_promised_than_there_is(server, policy, tmp_path, lies):
    """Asked for the rest, the server says that there is none: the file is asked for anew."""

    def route(request):
        headers = {"etag": '"v1"', "content_length": str(len(BODY) + 10 * (len(server.asked) <= lies))}
        asked = "range" in request.headers
        server.give("/x", b"" if asked else BODY, 416 if asked else 200, **headers)
        server.routes["/x"](request)

    server.routes["/a.mp4"] = route
    if lies == 1:
        assert download(server.url + "/a.mp4", tmp_path, policy).sha256 == SHA
    else:
        with pytest.raises(MaterialError, match="cut off"):
            download(server.url + "/a.mp4", tmp_path, policy)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 204])
@pytest.mark.checklist(10, 21, 41)
def test_a_refusal_is_final_and_says_so(server, policy, tmp_path, status):
    url = server.give("/a.mp4", b"", status)
    with pytest.raises(MaterialError) as caught:
        download(url + "?X-Amz-Signature=secret", tmp_path, policy, "my clip.mp4")
    assert str(caught.value) == f"Material inaccessible: my clip.mp4 (HTTP {status})"
    assert not caught.value.transient
    assert len(server.asked) == 1
    assert only(tmp_path) == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.checklist(10)
def test_a_server_in_trouble_is_asked_twice_and_may_be_asked_again(server, policy, tmp_path, status):
    url = server.give("/a.mp4", b"", status)
    with pytest.raises(MaterialError, match=f"HTTP {status}") as caught:
        download(url, tmp_path, policy)
    assert caught.value.transient
    assert len(server.asked) == 2


@pytest.mark.checklist(10)
def test_retry_after_is_waited_for(server, policy, tmp_path):
    server.give("/b", BODY)
    server.give("/c", b"", 503, retry_after="1")

    def route(request):
        server.routes["/c" if len(server.asked) == 1 else "/b"](request)

    server.routes["/a.mp4"] = route
    started = monotonic()
    assert download(server.url + "/a.mp4", tmp_path, policy).sha256 == SHA
    assert monotonic() - started > 0.95


@pytest.mark.checklist(41)
def test_messages_never_hold_a_query(server, policy, tmp_path):
    server.give("/a b.mp4", b"", 403)
    url = server.url + "/a%20b.mp4?token=secret"
    server.routes["/a%20b.mp4"] = server.routes["/a b.mp4"]
    with pytest.raises(MaterialError) as caught:
        download(url, tmp_path, policy)
    assert caught.value.detail == "a b.mp4 (HTTP 403)"


def test_messages_are_one_line_of_a_sensible_length(policy, tmp_path):
    with pytest.raises(MaterialError) as caught:
        download("http://127.0.0.1:9/x", tmp_path, policy, "a\nb\t" + "名" * 300)
    assert caught.value.detail == "a b " + "名" * 116 + " (no connection)"


@pytest.mark.checklist(22)
def test_too_large_is_known_from_the_length(server, policy, tmp_path):
    url = server.give("/a.mp4", b"abc", content_length="3000000000")
    with pytest.raises(MaterialError, match="larger than 1 MB"):
        download(url, tmp_path, policy)


@pytest.mark.checklist(22)
def test_a_stream_without_end_is_ended_at_the_limit(server, policy, tmp_path):
    def endless(request):
        request.send_response(200)
        request.send_header("transfer-encoding", "chunked")
        request.end_headers()
        while True:
            request.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    server.routes["/a.mp4"] = endless
    with pytest.raises(MaterialError, match="larger than 1 MB"):
        download(server.url + "/a.mp4", tmp_path, policy)
    assert only(tmp_path) == []


@pytest.mark.checklist(22)
def test_compressed_answers_are_not_inflated(server, policy, tmp_path):
    url = server.give("/a.mp4", gzip.compress(b"\0" * 900_000), content_encoding="gzip")
    with pytest.raises(MaterialError, match="compressed"):
        download(url, tmp_path, policy)


@pytest.mark.checklist(11)
def test_a_server_that_hangs_is_left(server, policy, tmp_path):
    server.routes["/a.mp4"] = lambda _: sleep(5)
    started = monotonic()
    with pytest.raises(MaterialError, match="timed out") as caught:
        download(server.url + "/a.mp4", tmp_path, replace(policy, read_s=0.2))
    assert caught.value.transient
    assert monotonic() - started < 2


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"], ids=["in head", "in body"]
)
@pytest.mark.checklist(11)
def test_bytes_that_drip_in_end_at_the_total_limit(server, policy, tmp_path, head):
    def drip(request):
        request.wfile.write(head)
        for letter in b"HTTP/1.1 200 OK\r\nx-filler: " + b"a" * 100:
            request.wfile.write(bytes([letter]))
            request.wfile.flush()
            sleep(0.1)

    server.routes["/a.mp4"] = drip
    started = monotonic()
    with pytest.raises(MaterialError, match="timed out"):
        download(server.url + "/a.mp4", tmp_path, replace(policy, total_s=0.8))
    assert monotonic() - started < 2.5


@pytest.mark.checklist(11)
def test_the_total_limit_counts_more_than_the_patience_for_a_byte(server, policy, tmp_path):
    server.routes["/a.mp4"] = lambda _: sleep(4)
    started = monotonic()
    with pytest.raises(MaterialError, match="timed out"):
        download(server.url + "/a.mp4", tmp_path, replace(policy, read_s=30, total_s=0.5))
    assert monotonic() - started < 2


def test_nothing_at_all_is_an_error(server, policy, tmp_path):
    with pytest.raises(MaterialError, match="0 bytes"):
        download(server.give("/a.mp4", b""), tmp_path, policy)


@pytest.mark.checklist(21)
def test_nobody_at_the_address_may_pass(policy, tmp_path):
    with pytest.raises(MaterialError, match="no connection") as caught:
        download("http://127.0.0.1:9/a.mp4", tmp_path, policy)
    assert caught.value.transient


def test_a_host_is_replaced_by_the_one_that_the_policy_names(server, policy, tmp_path):
    server.give("/a.mp4", BODY)
    to = f"127.0.0.1:{server.port}"
    for source in ("files.example", "files.example:80"):
        moved = replace(policy, host_map=((source, to),))
        assert download("http://files.example/a.mp4", tmp_path, moved).sha256 == SHA


@pytest.mark.checklist(24)
def test_the_same_bytes_from_two_urls_are_one_file(server, policy, tmp_path):
    download(server.give("/a.mp4", BODY), tmp_path, policy)
    download(server.give("/b.mp4", BODY), tmp_path, policy)
    assert only(tmp_path) == [f"{SHA}.mp4"]


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"etag": '"v1"'}, '"v1"'),
        ({"last_modified": "Sat, 01 Jan 2022 00:00:00 GMT"}, "Sat, 01 Jan 2022 00:00:00 GMT;3"),
        ({}, ""),
    ],
)
def test_a_validator_is_what_the_server_says_about_its_file(server, policy, headers, told):
    assert validator(server.give("/a.mp4", b"abc", **headers), policy) == told
    assert server.asked[0][0] == "HEAD"


def test_without_an_answer_there_is_no_validator(server, policy):
    assert validator(server.url + "/gone", policy) == ""
    assert validator("http://127.0.0.1:9/a", policy) == ""
