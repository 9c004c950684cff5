"""The service under random faults from a seed: after each, the film has to come out as the very same bytes.

`make soak` (MINUTES=5 SEED=7) prints each fault, how the film fared, and how many faults were survived in a row.
"""

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from demo.draft import write_draft
from demo.draft_server import draft_address, serving
from draftreel.unfinished import PART, RUN
from draftreel.workspace import REMADE
from tests.deployments.service import Service, until
from tests.s3_server import free_port

DRAFT = "soak0000000000000000000000"
WANTED = {"width": 180}
MADE_AGAIN = ("films", *REMADE)
LONGEST_S = 12.0
"""A fault comes this long after the submit at the latest."""
SETTLED_S = 60.0
"""Seconds after the end of a film in which everything of it has to be gone."""


class Lost(AssertionError):
    """A fault was not survived."""


@dataclass
class Soak:
    """A running service, the draft it renders again and again, and the film that has to come out."""

    service: Service
    origin: str
    chance: random.Random
    film: str = ""
    survived: Counter[str] = field(default_factory=Counter)

    def reference(self) -> None:
        """The film without any fault."""
        self.film = self._rendered("none", lambda: None)

    def suffer(self, number: int) -> tuple[str, float]:
        """One film with one fault at some moment; the fault, and the seconds until the film was there."""
        name = self.chance.choice(sorted(FAULTS))
        after, began = self.chance.uniform(0.2, LONGEST_S), time.monotonic()
        _say(f"{number:4}  {name:<24} after {after:4.1f} s ... ", end="")
        until(self._is_ready, 120, 0.5)
        self._empty()
        found = self._rendered(str(number), lambda: self._strike(name, after))
        if found != self.film:
            raise Lost(f"{name}: the film is another than without the fault")
        self._settle(name)
        self.survived[name] += 1
        return name, time.monotonic() - began

    def _rendered(self, name: str, strike: Callable[[], None]) -> str:
        url = f"{draft_address(self.origin, DRAFT)}&soak={name}"
        self.service.submit(url, **WANTED)
        strike()
        status = self.service.finished(url, 300)
        if status["status"] != "completed":
            raise Lost(f"{status['status']}: {status['error_message']}")
        return hashlib.sha256(httpx.get(str(status["video_url"]), timeout=60).content).hexdigest()

    def _is_ready(self) -> bool:
        """A server that was killed when its film was made already is not back yet."""
        try:
            return httpx.get(f"{self.service.url}/health", timeout=10).is_success
        except httpx.TransportError:
            return False

    def _strike(self, name: str, after: float) -> None:
        time.sleep(after)
        FAULTS[name](self.service)

    def _empty(self) -> None:
        """Without what earlier films have left, so that there is something to interrupt."""
        for folder in (*(self.service.data / name for name in MADE_AGAIN), self.service.data / "prefect" / "storage"):
            for file in folder.glob("*"):
                file.unlink(missing_ok=True)

    def _settle(self, name: str) -> None:
        """No process of the film, no half file, nothing that still counts as active."""
        deadline = time.monotonic() + SETTLED_S
        while left := sorted(self._left()):
            if time.monotonic() > deadline:
                raise Lost(f"{name}: left behind: {', '.join(left)}")
            time.sleep(0.5)

    def _left(self) -> Iterator[str]:
        if self.service.flow_process() or self.service.process_of("draftreel.worker"):
            yield "a process"
        if httpx.get(f"{self.service.url}{ACTIVE}", timeout=10).json()["count"]:
            yield "an active film"
        for path in self.service.data.rglob(".*"):
            if path.name.startswith((PART, RUN)) or path.name.endswith(".part"):
                yield path.name


ACTIVE = "/openapi/capcut-mate/v1/gen_video_active_count"

_say = Console(highlight=False, soft_wrap=True).print


def _kill(pid: int | None) -> None:
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _kill_run(service: Service) -> None:
    _kill(service.flow_process())


def _kill_chunk(service: Service) -> None:
    _kill(service.process_of("draftreel.worker"))


def _kill_runner(service: Service) -> None:
    _kill(service.process_of("deployments.runner"))


def _kill_server(service: Service) -> None:
    _kill(service.process_of("uvicorn"))


def _kill_all(service: Service) -> None:
    """As when the machine loses its power."""
    for pid in service.processes():
        _kill(pid)
    _back(service)


def _stop(service: Service) -> None:
    assert service.process is not None
    service.process.terminate()
    _back(service)


def _back(service: Service) -> None:
    assert service.process is not None
    service.process.wait(30)
    until(lambda: not service.processes(), 30)
    service.start()


def _kill_server_and_run(service: Service) -> None:
    _kill_server(service)
    _kill_run(service)


FAULTS: Mapping[str, Callable[[Service], None]] = {
    "kill -9 of the run": _kill_run,
    "kill -9 of a chunk": _kill_chunk,
    "kill -9 of the runner": _kill_runner,
    "kill -9 of the server": _kill_server,
    "kill -9 of server and run": _kill_server_and_run,
    "kill -9 of everything": _kill_all,
    "stop and start": _stop,
}


@contextmanager
def begun(folder: Path, seed: int) -> Iterator[Soak]:
    """A service on a data folder of its own, and the bundled draft on a server."""
    write_draft(folder / "drafts" / DRAFT)
    (folder / "data").mkdir()
    service = Service(folder / "data", {"DRAFTREEL_RUN_LIMIT_S": "240", "DRAFTREEL_PORT": str(free_port())})
    with serving(folder / "drafts") as origin:
        try:
            service.start()
            yield Soak(service, origin, random.Random(seed))
        finally:
            service.stop(signal.SIGKILL)


def main() -> int:
    """Faults until the time is over; 1 when one was not survived."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="draftreel-soak-") as folder, begun(Path(folder), wanted.seed) as soak:
        soak.reference()
        end, number = time.monotonic() + 60 * wanted.minutes, 0
        try:
            while time.monotonic() < end:
                number += 1
                _, seconds = soak.suffer(number)
                _say(f"the same film after {seconds:.0f} s")
        except (Lost, AssertionError) as exc:
            _say(f"NOT SURVIVED: {exc}")
            return 1
        finally:
            _say(f"survived in a row: {soak.survived.total()} (seed {wanted.seed})")
            for name, count in sorted(soak.survived.items()):
                _say(f"  {count:4}  {name}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
