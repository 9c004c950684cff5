"""A folder of drafts on loopback, served as a capcut-mate server does."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit

LIST = "/openapi/capcut-mate/v1/get_draft"
FILES = "/output/draft/"
RECORDED = "get_draft.json"
"""A draft's folder may hold the answer of another server, with that server's host in it: it is given as it is."""
_ID = re.compile(r"[0-9A-Za-z_-]{20,32}")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_BLOCK = 1 << 20


def draft_address(origin: str, draft_id: str) -> str:
    """The URL by which a draft is known."""
    return f"{origin}{LIST}?draft_id={draft_id}"


@contextmanager
def serving(root: Path, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The drafts in the folders of `root` (their names are their ids), at the origin that is yielded."""
    with ThreadingHTTPServer((host, port), partial(DraftHandler, root.resolve())) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.05,), name="draft-server", daemon=True)
        thread.start()
        try:
            yield f"http://{host}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class DraftHandler(BaseHTTPRequestHandler):
    """Answers for one folder of drafts."""

    protocol_version = "HTTP/1.1"

    def __init__(self, root: Path, *connection: object) -> None:
        self.root = root
        super().__init__(*connection)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Lists a draft or sends a file."""
        address = urlsplit(self.path)
        if address.path == LIST:
            self._list(parse_qs(address.query).get("draft_id", [""])[0])
        else:
            self._file(unquote(address.path))

    do_HEAD = do_GET  # noqa: N815 - the name is the protocol's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Silent: whoever uses the server has a log of their own."""

    def _list(self, draft_id: str) -> None:
        folder = self.root / draft_id
        if not _ID.fullmatch(draft_id) or not folder.is_dir():
            self._json({"code": 2001, "message": "无效的草稿URL"})
            return
        if (folder / RECORDED).is_file():
            self._answer((folder / RECORDED).read_bytes())
            return
        names = sorted(path.relative_to(self.root).as_posix() for path in folder.rglob("*") if path.is_file())
        origin = f"http://{self.headers.get('Host', '')}"
        self._json({"code": 0, "message": "成功", "files": [f"{origin}{FILES}{quote(name)}" for name in names]})

    def _json(self, answer: dict[str, object]) -> None:
        self._answer(json.dumps(answer, ensure_ascii=False).encode())

    def _answer(self, body: bytes) -> None:
        self._head(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        self._body(body)

    def _file(self, path: str) -> None:
        file = (self.root / path.removeprefix(FILES)).resolve()
        if not path.startswith(FILES) or not file.is_relative_to(self.root) or not file.is_file():
            self._head(404, {"Content-Length": "0"})
            return
        self._send(file, _validators(file))

    def _send(self, file: Path, validators: dict[str, str]) -> None:
        if self.headers.get("If-None-Match") == validators["ETag"]:
            self._head(304, validators)
            return
        size = file.stat().st_size
        part = self._part(size, validators)
        if part is None:
            self._head(416, {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
            return
        whole = part == range(size)
        headers = {"Content-Type": guess_type(file.name)[0] or "application/octet-stream", "Accept-Ranges": "bytes"}
        headers |= validators | {"Content-Length": str(len(part))}
        headers |= {} if whole else {"Content-Range": f"bytes {part.start}-{part.stop - 1}/{size}"}
        self._head(200 if whole else 206, headers)
        self._copy(file, part)

    def _part(self, size: int, validators: dict[str, str]) -> range | None:
        """The bytes that are asked for; None when there are none such."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        current = self.headers.get("If-Range", validators["ETag"]) in validators.values()
        if asked is None or not current or asked.groups() == ("", ""):
            return range(size)
        first, last = asked.groups()
        start = int(first) if first else max(0, size - int(last))
        stop = min(size, int(last) + 1) if first and last else size
        return range(start, stop) if start < stop else None

    def _copy(self, file: Path, part: range) -> None:
        if self.command == "HEAD":
            return
        with file.open("rb") as source:
            source.seek(part.start)
            for start in range(part.start, part.stop, _BLOCK):
                self._body(source.read(min(_BLOCK, part.stop - start)))

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _body(self, data: bytes) -> None:
        if self.command == "HEAD":
            return
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def _validators(file: Path) -> dict[str, str]:
    facts = file.stat()
    tag = hashlib.sha256(f"{facts.st_mtime_ns} {facts.st_size}".encode()).hexdigest()[:20]
    return {"ETag": f'"{tag}"', "Last-Modified": formatdate(facts.st_mtime, usegmt=True)}
