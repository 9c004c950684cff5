"""The drafts of a real capcut-mate server, served as it serves them: its own lists, its own addresses."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from demo.draft_server import DraftHandler, draft_address

DRAFTS = Path(__file__).parents[1] / "../shared/drafts/server"
IDS = {
    "easy": "202611221402405fe97e77",
    "kitchen-sink": "2026112214023826f10a37",
    "empty": "20261122140240b64a0652",
}
_RECORDED = "127.0.0.1:30001"


@dataclass
class DraftServer:
    """A running server: what it was asked for, and how slow it is to be."""

    origin: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    pause_s: float = 0.0
    """Before each material; a test that wants to catch the download has the time."""

    def url(self, draft: str) -> str:
        """The draft URL that goes to gen_video."""
        return draft_address(self.origin, IDS.get(draft, draft))


@contextmanager
def serving_recorded_drafts(folder: Path) -> Iterator[DraftServer]:
    """The drafts, copied below `folder` under their ids, on a free port of loopback."""
    for name, draft_id in IDS.items():
        shutil.copytree(DRAFTS / name, folder / draft_id, dirs_exist_ok=True)
    facts = DraftServer()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, facts, folder.resolve())) as server:
        server.daemon_threads = True
        facts.origin = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield facts
        finally:
            server.shutdown()
            thread.join(5)


class _Handler(DraftHandler):
    def __init__(self, facts: DraftServer, root: Path, *connection: object) -> None:
        self.facts = facts
        super().__init__(root, *connection)

    def _list(self, draft_id: str) -> None:
        self.facts.asked["list"] += 1
        recorded = self.root / draft_id / "get_draft.json"
        if not draft_id or not recorded.is_file():
            super()._list(draft_id)
            return
        body = recorded.read_bytes().replace(_RECORDED.encode(), self.facts.origin.removeprefix("http://").encode())
        self._head(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        self._body(body)

    def _file(self, path: str) -> None:
        if self.command == "GET":
            self.facts.asked[Path(path).name] += 1
        if "/assets/" in path:
            time.sleep(self.facts.pause_s)
        super()._file(path)
