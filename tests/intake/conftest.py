"""A real server on loopback whose answers a test writes down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from draftreel.intake import FetchPolicy

Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Routes by path (query left out), and the requests that came, as (method, target, headers)."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def give(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Answer a path with these bytes; its URL."""

        def route(request: BaseHTTPRequestHandler) -> None:
            answer(request, body, status, **headers)

        self.routes[path] = route
        return self.url + path


def answer(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    request.send_response(status)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {"content-length": str(len(body)), **named}.items():
        request.send_header(name, value)
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(body)


@pytest.fixture
def make_server() -> Iterator[Callable[[], Server]]:
    running: list[ThreadingHTTPServer] = []

    def make() -> Server:
        server = Server()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.close_connection = True
                server.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
                route = server.routes.get(self.path.split("?")[0])
                if route is None:
                    answer(self, b"", 404)
                else:
                    route(self)

            do_HEAD = do_GET  # noqa: N815 - http.server's own name

            def log_message(self, *_: object) -> None:
                pass

        http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        http.daemon_threads = True
        http.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that hang up are meant to
        server.port = http.server_port
        Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        running.append(http)
        return server

    yield make
    for http in running:
        http.shutdown()
        http.server_close()


@pytest.fixture
def server(make_server: Callable[[], Server]) -> Server:
    return make_server()


@pytest.fixture
def policy() -> FetchPolicy:
    return FetchPolicy(allow_hosts=("127.0.0.1",), connect_s=1, read_s=0.5, total_s=3, max_bytes=1_000_000)
