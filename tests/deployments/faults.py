"""A service whose stages can be held while something bad happens, the film that has to come out, and what is left."""

import hashlib
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import httpx
import numpy as np

from draftreel.unfinished import PART, RUN
from tests.conftest import SECOND, draft_record, grey_film, segment, tone
from tests.deployments.service import API, ROOT, Service, until
from tests.s3_server import free_port

DRAFT = "faults00000000000000000000"
LENGTH_S = 7
"""Long enough for two chunks."""
REMADE = ("chunks", "drafts", "films", "joined", "looked", "media", "pictures", "plans", "posters", "samples", "sounds")
SETTLED_S = 60.0
"""Within which everything of a film has to be gone: what dead processes left is looked for every 15 seconds."""


def write_small_draft(folder: Path) -> None:
    """Seven seconds of grey with a red photo, a caption and a tone; 64x36, two chunks."""
    folder.mkdir(parents=True)
    grey_film(folder / "grey.mp4", LENGTH_S)
    cv2.imwrite(str(folder / "red.png"), np.full((36, 64, 3), (0, 0, 255), np.uint8))
    tone(folder / "tone.wav", seconds=LENGTH_S)
    record = draft_record()
    record["duration"] = LENGTH_S * SECOND
    record["tracks"][0]["segments"] = [segment("grey", LENGTH_S)]
    record["tracks"][3]["segments"] = [segment("tone", LENGTH_S)]
    for material in (*record["materials"]["videos"][:1], *record["materials"]["audios"]):
        material["duration"] = LENGTH_S * SECOND
    (folder / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")


@dataclass(frozen=True)
class Hold:
    """A point at which processes of the service wait (tests/holding)."""

    file: Path

    @property
    def _came(self) -> Path:
        return self.file.with_name(f"{self.file.name} reached")

    def let(self, count: int) -> None:
        """So many that come to the point go on."""
        aside = self.file.with_name(f"{self.file.name} aside")
        aside.write_text(str(count))
        aside.replace(self.file)

    def reached(self, times: int = 1) -> int:
        """The process that is the so many-th to wait at the point."""
        return int(str(until(lambda: self._who(times), 180)))

    def _who(self, times: int) -> str:
        lines = self._came.read_text().splitlines() if self._came.exists() else []
        return lines[times - 1] if len(lines) >= times else ""

    def end(self) -> None:
        self.file.unlink()
        self._came.unlink(missing_ok=True)


@dataclass
class Faulty:
    """A service, where its stages are held, and the film of its one draft."""

    service: Service
    holds: Path
    origin: str
    film: str = ""
    idle: int = 0
    _number: int = field(default=0)

    def fresh(self, name: str) -> str:
        """The draft's URL as that of a task of its own, nothing of which is made yet."""
        self._number += 1
        for folder in (*(self.service.data / name for name in REMADE), self.service.data / "prefect" / "storage"):
            for file in folder.glob("*"):
                file.unlink(missing_ok=True)
        return f"{self.origin}/openapi/capcut-mate/v1/get_draft?draft_id={DRAFT}&test={name}-{self._number}"

    def reference(self) -> None:
        """Make the film without any fault, and count the processes of a service that has nothing to do."""
        url = self.fresh("reference")
        self.service.submit(url)
        self.film = self.completed(url)
        until(lambda: not self.service.flow_process(), 30)
        self.idle = len(self.service.processes())

    @contextmanager
    def held(self, point: str) -> Iterator["Hold"]:
        """Whoever comes to the point waits there until the block is left."""
        hold = Hold(self.holds / point)
        hold.let(0)
        try:
            yield hold
        finally:
            hold.end()

    def completed(self, url: str) -> str:
        """The film's hash, when it is there."""
        found = self.service.finished(url, 400)
        log = (self.service.data / "log").read_text()[-6000:]
        assert found["status"] == "completed", f"{found}\n{log}"
        answer = httpx.get(str(found["video_url"]), timeout=60)
        assert answer.status_code == 200, found
        return hashlib.sha256(answer.content).hexdigest()

    def failed(self, url: str) -> tuple[object, str]:
        """Code and message of a film that could not be made."""
        found = self.service.finished(url, 400)
        assert (found["status"], found["video_url"]) == ("failed", ""), found
        return found["error_code"], str(found["error_message"])

    def chunks(self) -> dict[str, int]:
        """The chunks that are finished, each by the file that it is."""
        return {chunk.name: chunk.stat().st_ino for chunk in (self.service.data / "chunks").glob("[!.]*")}

    def settled(self) -> None:
        """Nothing runs, nothing counts as active, nothing half is left, and what is published is whole."""
        until(lambda: not list(self.left()), SETTLED_S, 0.5) if list(self.left()) else None
        for film in (self.service.data / "films").glob("*.mp4"):
            assert hashlib.sha256(film.read_bytes()).hexdigest() == film.stem

    def left(self) -> Iterator[str]:
        """What a film has left behind."""
        if self.service.flow_process() or self.service.process_of("draftreel.worker"):
            yield "a process of a film"
        if len(self.service.processes()) > self.idle:
            yield "a process"
        if httpx.get(f"{self.service.url}{API}/gen_video_active_count", timeout=30).json().get("count") != 0:
            yield "an active film"
        yield from strays(self.service.data)


def strays(data: Path) -> list[str]:
    """Files of a data folder that are not whole."""
    found = (path.name for path in data.rglob(".*"))
    return [name for name in found if name.startswith((PART, RUN)) or name.endswith(".part") or ".mp4." in name]


@contextmanager
def faulty_service(folder: Path, origin: str, settings: dict[str, str] | None = None) -> Iterator[Faulty]:
    """A service whose data lie in the folder, on a port that stays the same when it is started again."""
    data, holds = folder / "data", folder / "holds"
    data.mkdir(parents=True, exist_ok=True)
    holds.mkdir(exist_ok=True)
    extra = {
        "HOLDS": str(holds),
        "PYTHONPATH": str(ROOT / "tests" / "holding"),
        "DRAFTREEL_PORT": str(free_port()),
        "DRAFTREEL_ATTEMPTS": "5",
    }
    service = Service(data, extra | (settings or {}))
    try:
        service.start()
        yield Faulty(service, holds, origin)
    finally:
        service.stop(signal.SIGKILL)


def kill(pid: int | None) -> None:
    assert pid is not None, "there is nobody to be killed"
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def kill_everything(service: Service) -> None:
    """As when the machine loses its power; it is not started again."""
    deadline = time.monotonic() + 30
    while pids := service.processes():
        for pid in pids:
            kill(pid)
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert service.process is not None
    service.process.wait(10)


def stop(service: Service) -> None:
    """As an operator does; it is not started again."""
    assert service.process is not None
    service.process.terminate()
    assert service.process.wait(30) == 0
    assert service.processes() == []
