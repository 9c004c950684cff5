"""Servers that are away, slow, cut off, or say what is not so: for as long as a test has them do it."""

import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from demo.draft_server import DraftHandler

_BLOCK = 4096


@dataclass
class Proxy:
    """A TCP connection passed on to a server, with what is wrong with it; `connections` counts those that came."""

    target: tuple[str, int]
    port: int = 0
    away: bool = False
    """Connections are ended as soon as they are made."""
    answer: bytes = b""
    """Given to every request instead of the server's own answer."""
    cut_after: int | None = None
    """Bytes from the client after which a connection is cut, the first `cuts` times."""
    cuts: int = 0
    pause_s: float = 0.0
    """Before each block of what the client sends."""
    connections: int = 0
    _over: Event = field(default_factory=Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mended(self) -> None:
        """Nothing is wrong with it any more."""
        self.away, self.answer, self.cut_after, self.cuts, self.pause_s = False, b"", None, 0, 0.0

    def serve(self, listening: socket.socket) -> None:
        while not self._over.is_set():
            try:
                client, _ = listening.accept()
            except OSError:
                continue
            self.connections += 1
            Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if self.away:
                return
            if self.answer:
                client.recv(65536)
                client.sendall(self.answer)
                return
            with socket.create_connection(self.target, 10) as server:
                self._pass_on(client, server)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        sent, cut_after = 0, self.cut_after if self.cuts else None
        while not self._over.is_set():
            ready, _, _ = select.select([client, server], [], [], 0.2)
            for side in ready:
                block = side.recv(_BLOCK)
                if not block or self.away or (self.answer and side is client):
                    return
                if side is server:
                    client.sendall(block)
                    continue
                time.sleep(self.pause_s)
                server.sendall(block)
                sent += len(block)
                if cut_after is not None and sent > cut_after:
                    self.cuts -= 1
                    return


@contextmanager
def proxying(target: tuple[str, int]) -> Iterator[Proxy]:
    """A proxy on a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        proxy = Proxy(target, listening.getsockname()[1])
        thread = Thread(target=proxy.serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy._over.set()
            thread.join(5)


def http_answer(status: str, body: str = "", headers: str = "") -> bytes:
    """An answer after which the connection is closed."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    return f"{head}{headers}\r\n{body}".encode()


@dataclass
class Drafts:
    """A draft server, and what is wrong with how it sends the files whose name ends with `of`."""

    root: Path
    port: int = 0
    of: str = ".mp4"
    status: int = 0
    """An HTTP status instead of the file."""
    hangs_up: bool = False
    """Without a word, as one that is being killed."""
    of_list: int = 0
    """An HTTP status instead of the list."""
    cut_at: float = 1.0
    """The share of a file after which the connection is cut, the first `times` times."""
    times: int = 0
    too_long: int = 0
    """Bytes that are promised and never come."""
    ranges: bool = True
    pause_s: float = 0.0
    asked: list[str] = field(default_factory=list)
    ranged: list[str] = field(default_factory=list)
    _http: ThreadingHTTPServer | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mended(self) -> None:
        """Nothing is wrong with it any more, and it runs."""
        self.status = self.of_list = self.times = self.too_long = 0
        self.cut_at, self.ranges, self.pause_s, self.hangs_up = 1.0, True, 0.0, False
        self.asked.clear()
        self.ranged.clear()
        self.begin()

    def begin(self) -> None:
        """Listen; on the same port, when it did before."""
        if self._http is None:
            self._http = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_FaultyHandler, self))
            self._http.daemon_threads = True
            self._http.handle_error = lambda *_: None  # type: ignore[method-assign] # clients hang up
            self.port = self._http.server_port
            Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def end(self) -> None:
        """Nobody listens any more."""
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None


@contextmanager
def serving_faultily(root: Path) -> Iterator[Drafts]:
    """The drafts in the folders of `root`, on a port of loopback."""
    drafts = Drafts(root.resolve())
    drafts.begin()
    try:
        yield drafts
    finally:
        drafts.end()


class _FaultyHandler(DraftHandler):
    def __init__(self, drafts: Drafts, *connection: object) -> None:
        self.drafts = drafts
        super().__init__(drafts.root, *connection)

    def _list(self, draft_id: str) -> None:
        if self.drafts.of_list:
            self._head(self.drafts.of_list, {"Content-Length": "0"})
        else:
            super()._list(draft_id)

    def _file(self, path: str) -> None:
        self.close_connection = True
        if self.command == "HEAD" or not path.endswith(self.drafts.of):
            super()._file(path)
            return
        self.drafts.asked.append(Path(path).name)
        if asked := self.headers.get("Range"):
            self.drafts.ranged.append(asked)
        if self.drafts.hangs_up:
            return
        if self.drafts.status:
            self._head(self.drafts.status, {"Content-Length": "0"})
        else:
            super()._file(path)

    def _part(self, size: int, validators: dict[str, str]) -> range | None:
        return super()._part(size, validators) if self.drafts.ranges else range(size)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        if self._is_wrong and "Content-Length" in headers and self.drafts.too_long:
            headers = headers | {"Content-Length": str(int(headers["Content-Length"]) + self.drafts.too_long)}
        super()._head(status, headers)

    def _copy(self, file: Path, part: range) -> None:
        if not self._is_wrong:
            super()._copy(file, part)
            return
        end = part.stop
        if self.drafts.times:
            self.drafts.times -= 1
            end = part.start + round(len(part) * self.drafts.cut_at)
        data = file.read_bytes()[part.start : end]
        for start in range(0, len(data), _BLOCK):
            time.sleep(self.drafts.pause_s)
            self._body(data[start : start + _BLOCK])

    @property
    def _is_wrong(self) -> bool:
        return self.command == "GET" and self.path.partition("?")[0].endswith(self.drafts.of)
