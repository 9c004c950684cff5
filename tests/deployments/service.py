"""The real service, started as an operator does, and looked at from outside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
API, OURS = "/openapi/capcut-mate/v1", "/openapi/draftreel/v1"
START_S = 120


@dataclass
class Service:
    """`python -m deployments.serve` on a free port with a data folder of its own."""

    data: Path
    extra: dict[str, str] = field(default_factory=dict)
    url: str = ""
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Returns when /health says that gen_video can be called."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        environment |= {"DRAFTREEL_DATA": str(self.data), "DRAFTREEL_PORT": "0"}
        environment["DRAFTREEL_RUNS"] = "1"  # what waits, waits
        environment |= {"DRAFTREEL_ALLOW_HOSTS": "127.0.0.1", "DRAFTREEL_DISK_RESERVE_BYTES": "0"} | self.extra
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "deployments.serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=(self.data / "log").open("a"),
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()  # the service ends, or says that it serves
        assert "serves at" in line, (self.data / "log").read_text()[-3000:]
        self.url = line.split()[3]

    def stop(self, sign: int = signal.SIGTERM) -> float:
        """Seconds that it took to end."""
        if self.process is None:
            return 0.0
        began = time.monotonic()
        self.process.send_signal(sign)
        try:
            self.process.wait(30)
        finally:
            for pid in self.processes():
                os.kill(pid, signal.SIGKILL)
        return time.monotonic() - began

    def post(self, verb: str, body: object) -> httpx.Response:
        return httpx.post(f"{self.url}{API}/{verb}", json=body, timeout=30)

    def submit(self, draft_url: str, **fields: object) -> None:
        answer = self.post("gen_video", {"draft_url": draft_url, **fields})
        assert answer.status_code == 200, answer.text
        assert answer.json()["code"] == 0

    def get(self, verb: str, **query: object) -> dict[str, Any]:
        """An answer of one of our own endpoints."""
        return httpx.get(f"{self.url}{OURS}/{verb}", params=query, timeout=30).json()

    def cancel(self, draft_url: str) -> dict[str, Any]:
        return httpx.post(f"{self.url}{OURS}/cancel", json={"draft_url": draft_url}, timeout=30).json()

    def status(self, draft_url: str) -> dict[str, object]:
        return self.post("gen_video_status", {"draft_url": draft_url}).json()

    def finished(self, draft_url: str, timeout_s: float = 240) -> dict[str, object]:
        """The status when it is completed or failed; that progress never falls is looked at on the way."""
        deadline, last = time.monotonic() + timeout_s, 0
        while time.monotonic() < deadline:
            try:
                found = self.status(draft_url)
            except httpx.TransportError:  # a test may have killed the server
                time.sleep(0.5)
                continue
            assert found.get("code") == 0 or found["message"] == "Video task status query failed", found
            progress = int(str(found.get("progress", last)))
            assert progress >= last, f"{last} then {progress}"
            last = progress
            if found.get("status") in {"completed", "failed"}:
                return found
            time.sleep(0.25)
        raise AssertionError(f"not finished: {found}\n{(self.data / 'log').read_text()[-3000:]}")

    def film(self, draft_url: str, **fields: object) -> dict[str, object]:
        """Submit, wait, and see that it is there."""
        self.submit(draft_url, **fields)
        found = self.finished(draft_url)
        assert found["status"] == "completed", found
        return found

    def prefect(self, path: str, body: object) -> list[dict[str, object]]:
        return httpx.post(f"{self.url}/api{path}", json=body, timeout=30).json()

    def runs(self, draft_url: str) -> list[dict[str, object]]:
        """Prefect's runs of a draft, the last one first."""
        from flows.naming import run_name  # noqa: PLC0415

        wanted = {"flow_runs": {"name": {"any_": [run_name(draft_url)]}}, "sort": "START_TIME_DESC"}
        return self.prefect("/flow_runs/filter", wanted)

    def tasks(self, run: dict[str, object]) -> list[tuple[str, str]]:
        """Name and state of the run's tasks, in the order in which they were begun."""
        wanted = {"flow_runs": {"id": {"any_": [run["id"]]}}, "sort": "EXPECTED_START_TIME_ASC", "limit": 200}
        time.sleep(2)  # Prefect writes them down a little later
        return [(str(task["name"]), str(task["state_name"])) for task in self.prefect("/task_runs/filter", wanted)]

    def processes(self) -> list[int]:
        """Everything alive that was started with our data folder, ourselves not."""
        mark = f"DRAFTREEL_DATA={self.data}\0".encode()
        return [pid for pid in _pids() if mark in _read(pid, "environ")]

    def process_of(self, mark: str) -> int | None:
        """The process whose command line has the mark in it."""
        return next((pid for pid in self.processes() if mark.encode() in _read(pid, "cmdline")), None)

    def flow_process(self) -> int | None:
        """The process that runs a flow: spawned by the runner."""
        runner = self.process_of("deployments.runner")
        return next(
            (pid for pid in self.processes() if _parent(pid) == runner and b"spawn_main" in _read(pid, "cmdline")),
            None,
        )


def until(condition: Callable[[], object], timeout_s: float = 60, every_s: float = 0.02) -> object:
    """What the condition gives when it first is true."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(every_s)
    raise AssertionError("it did not happen in time")


def _pids() -> Iterator[int]:
    return (
        int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and int(entry.name) != os.getpid()
    )


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _parent(pid: int) -> int:
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[1]) if fields else 0
