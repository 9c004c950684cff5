"""What a client makes of a service's answers, in either envelope."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from draftreel import client
from draftreel.errors import BusyError, DraftreelError
from draftreel.settings import Settings

URL = "http://mate.example/get_draft?draft_id=20260101000000aabbccdd"
Answer = Callable[[dict[str, str]], tuple[int, object]]


@contextmanager
def answering(answer: Answer) -> Iterator[Settings]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            code, body = answer(dict(self.headers))
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Settings(host="127.0.0.1", port=server.server_address[1], public_url="", api_keys="")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("code", "body", "exit_code"),
    [
        (400, {"code": 400, "message": "Invalid draft_url format"}, 2),
        (401, {"code": 401, "message": "Invalid apiKey"}, 2),
        (404, {"code": 404, "message": "Video generation task not found"}, 1),
        (503, {"code": 503, "message": "Service busy"}, 1),
        (200, {"code": 2001, "message": "Invalid draft_url format"}, 2),
        (200, {"code": 1001, "message": "draft_url is required"}, 2),
        (200, {"code": 2036, "message": "Invalid apiKey"}, 2),
        (200, {"code": 2031, "message": "Video generation task not found"}, 1),
        (200, {"code": 9998, "message": "Service busy"}, 1),
    ],
)
def test_a_refusal_has_the_same_exit_code_in_either_envelope(code, body, exit_code):
    with answering(lambda _: (code, body)) as settings, pytest.raises(DraftreelError) as caught:
        client.submit(settings, URL)
    assert (str(caught.value), caught.value.exit_code) == (body["message"], exit_code)


def test_a_refusal_is_told_with_its_detail():
    body = {"code": 400, "message": "Invalid draft_url format", "detail": "Invalid draft_url format: host not allowed"}
    with answering(lambda _: (400, body)) as settings, pytest.raises(DraftreelError, match="host not allowed"):
        client.submit(settings, URL)


def test_english_is_asked_for():
    with answering(lambda headers: (200, {"code": 0, "message": headers["Accept-Language"]})) as settings:
        assert client.submit(settings, URL) == "en"


@pytest.mark.parametrize("body", [[], "no", None, {"hello": "world"}])
def test_whatever_else_answers_there_is_no_service(body):
    with answering(lambda _: (200, body)) as settings, pytest.raises(BusyError, match="no service answers"):
        client.status(settings, URL)


def test_waiting_outlives_a_service_that_is_away_for_a_moment(monkeypatch):
    monkeypatch.setattr(client, "POLL_S", 0.01)
    done = {"code": 0, "status": "completed", "progress": 100, "video_url": "http://films.example/1"}
    answers = iter([(502, "away"), (500, {"code": 500, "message": "Video task status query failed"}), (200, done)])
    with answering(lambda _: next(answers)) as settings:
        assert client.wait(settings, URL, lambda _: None).video_url == "http://films.example/1"


def test_waiting_for_a_service_that_stays_away_ends(monkeypatch):
    monkeypatch.setattr(client, "POLL_S", 0.01)
    monkeypatch.setattr(client, "PATIENCE_S", 0.05)
    with answering(lambda _: (502, "away")) as settings, pytest.raises(BusyError):
        client.wait(settings, URL, lambda _: None)


@pytest.mark.parametrize(
    ("message", "number", "exit_code"),
    [
        ("Draft content is empty: no tracks", 400, 3),
        ("Material inaccessible: a.mp4 (HTTP 403)", 400, 4),
        ("Video rendering failed", 500, 1),
        ("cancelled", 500, 1),
    ],
)
def test_a_film_that_failed_has_the_exit_code_of_its_reason(message, number, exit_code):
    failed = {"code": 0, "status": "failed", "error_message": message, "error_code": number}
    with answering(lambda _: (200, failed)) as settings, pytest.raises(DraftreelError, match=message[:9]) as caught:
        client.wait(settings, URL, lambda _: None)
    assert caught.value.exit_code == exit_code
