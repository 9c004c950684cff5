"""Many different drafts at once: all queue, all become films, and the service's memory stays flat.

`make crowd` (FILMS=200) prints, a tenth of the films at a time, what the service holds in memory and how fast its
status answers; it fails when a film does, when a process is left behind, or when the memory grew.
"""

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from demo.draft_server import draft_address, serving
from tests.conftest import draft_record, grey_film, red_photo, tone
from tests.deployments.service import Service, until

PARTS = 10
EVERY_S = 0.5
LIMIT_S = 60.0
"""Seconds a film, after which it is over in any case."""
GROWTH = 1.15
"""How much more the service may hold in the last part than it did in the second: in the first, it loads its code."""
ROLES = {"server": "uvicorn", "runner": "deployments.runner"}

_say = Console(highlight=False, soft_wrap=True).print


@dataclass
class Crowd:
    """The drafts that were asked for, and what was seen while they were made."""

    service: Service
    urls: list[str]
    ended: dict[str, str] = field(default_factory=dict)
    memory: list[dict[str, float]] = field(default_factory=list)
    status_ms: list[float] = field(default_factory=list)

    def submit(self) -> float:
        """All of them, one after the other; how many a second."""
        began = time.monotonic()
        for url in self.urls:
            self.service.submit(url)
        return len(self.urls) / (time.monotonic() - began)

    def watch(self) -> Iterator[int]:
        """Ask for one film's status after the other until all have ended; how many have, as each part is done."""
        part, deadline = max(1, len(self.urls) // PARTS), time.monotonic() + LIMIT_S * len(self.urls)
        said = 0
        while len(self.ended) < len(self.urls):
            assert time.monotonic() < deadline, f"{len(self.ended)} of {len(self.urls)} ended in time"
            self._ask(next(url for url in self.urls if url not in self.ended))
            self.memory.append(memory_mb(self.service))
            if len(self.ended) // part > said:
                said = len(self.ended) // part
                yield len(self.ended)
            time.sleep(EVERY_S)

    def take(self) -> tuple[dict[str, float], list[float]]:
        """The most that each role held, and the times of the status calls, since this was last asked."""
        most = {role: max(seen[role] for seen in self.memory) for role in self.memory[0]}
        times, self.memory, self.status_ms = self.status_ms, [], []
        return most, sorted(times)

    def _ask(self, url: str) -> None:
        began = time.perf_counter()
        found = self.service.status(url)
        self.status_ms.append(1000 * (time.perf_counter() - began))
        assert found["code"] == 0, found
        if found["status"] in {"completed", "failed"}:
            self.ended[url] = str(found.get("error_message") or found["status"])


def memory_mb(service: Service) -> dict[str, float]:
    """What the server, the runner and all films in hand hold, in MB; what processes share counts a part for each."""
    held = dict.fromkeys((*ROLES, "films"), 0.0)
    own = {pid: role for role, mark in ROLES.items() if (pid := service.process_of(mark))}
    for pid in service.processes():
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            share = next(line for line in lines if line.startswith("Pss:"))
            held[own.get(pid, "films")] += int(share.split()[1]) / 1000
    return held


def write_drafts(folder: Path, count: int) -> list[str]:
    """Drafts of two seconds, each with a tone and a caption of its own; their ids."""
    for number in range(count):
        draft = folder / f"crowd{number:021}"
        draft.mkdir(parents=True)
        record = draft_record()
        record["materials"]["texts"][0]["content"] = f"No. {number}"
        (draft / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")
        tone(draft / "tone.wav", 200 + number)
        for name, write in (("grey.mp4", grey_film), ("red.png", red_photo)):
            if not number:
                write(draft / name)
            else:
                os.link(folder / f"crowd{0:021}" / name, draft / name)
    return sorted(place.name for place in folder.iterdir())


@contextmanager
def begun(folder: Path, count: int) -> Iterator[Crowd]:
    """A service on a data folder of its own, and the drafts on a server."""
    ids = write_drafts(folder / "drafts", count)
    (folder / "data").mkdir()
    service = Service(folder / "data", {"DRAFTREEL_QUEUE": str(count), "DRAFTREEL_RUNS": "0"})
    with serving(folder / "drafts") as origin:
        try:
            service.start()
            yield Crowd(service, [draft_address(origin, each) for each in ids])
        finally:
            service.stop(signal.SIGKILL)


def main() -> int:
    """1 when a film failed, the memory grew or a process was left."""
    count = _arguments().films
    with tempfile.TemporaryDirectory(prefix="draftreel-crowd-") as folder, begun(Path(folder), count) as crowd:
        began, held = time.monotonic(), list[dict[str, float]]()
        _say(f"{count} drafts submitted, {crowd.submit():.0f} a second")
        for done in crowd.watch():
            most, times = crowd.take()
            held.append(most)
            said = ", ".join(f"{role} {mb:4.0f} MB" for role, mb in most.items())
            median, late = statistics.median(times), times[int(0.95 * len(times))]
            _say(f"{done:4} films  {said}  status {median:3.0f} ms, 95 % {late:3.0f} ms")
        _say(f"{60 * count / (time.monotonic() - began):.1f} films a minute")
        return _judged(crowd, held)


def _judged(crowd: Crowd, held: list[dict[str, float]]) -> int:
    failed = {url: why for url, why in crowd.ended.items() if why != "completed"}
    for url, why in failed.items():
        _say(f"FAILED {url}: {why}")
    grown = [role for role in held[0] if held[-1][role] > GROWTH * held[min(1, len(held) - 1)][role]]
    if grown:
        _say(f"GROWN: {', '.join(grown)}")
    active = httpx.get(f"{crowd.service.url}/openapi/capcut-mate/v1/gen_video_active_count", timeout=10).json()["count"]
    until(lambda: not (crowd.service.flow_process() or crowd.service.process_of("draftreel.worker")), 30)
    _say(f"{len(crowd.ended) - len(failed)} of {len(crowd.urls)} are films, {active} are active")
    return 1 if failed or grown or active else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crowd", description=__doc__)
    parser.add_argument("--films", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
