"""The whole service as a child of the demo: started, waited for, asked, and stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server

import httpx

API = "/openapi/capcut-mate/v1"
STARTS_WITHIN_S = 120.0
STOPS_WITHIN_S = 20.0


class DemoError(Exception):
    """Why the demo cannot go on, for people."""


@dataclass(frozen=True, slots=True)
class Status:
    """What gen_video_status says."""

    word: str
    progress: int
    video_url: str
    error_message: str

    @property
    def over(self) -> bool:
        return self.word in {"completed", "failed"}


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its origin, and the log that it writes."""

    process: subprocess.Popen[bytes]
    origin: str
    log: Path

    def submit(self, draft_url: str) -> None:
        """Ask for the film. Raises DemoError with the service's own message."""
        self._post("gen_video", draft_url)

    def status(self, draft_url: str) -> Status:
        """How far the film is."""
        answer = self._post("gen_video_status", draft_url)
        words = (str(answer.get(name) or "") for name in ("status", "progress", "video_url", "error_message"))
        word, progress, video_url, error_message = words
        return Status(word, int(float(progress or 0)), video_url, error_message)

    def report(self) -> str:
        """The summary of the last film's report; empty when there is none."""
        answer = httpx.get(f"{self.origin}/api/artifacts/report/latest", timeout=10)
        if answer.status_code != httpx.codes.OK:
            return ""
        return str(answer.json().get("data") or "")

    def ended(self) -> bool:
        return self.process.poll() is not None

    def log_tail(self, lines: int = 30) -> str:
        """The end of what the service has written."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _post(self, verb: str, draft_url: str) -> Mapping[str, object]:
        answer = httpx.post(f"{self.origin}{API}/{verb}", json={"draft_url": draft_url}, timeout=30)
        body = answer.json()
        if answer.status_code != httpx.codes.OK:
            raise DemoError(f"{verb} answered {answer.status_code}: {body.get('message', '')}")
        return dict(body)


@contextmanager
def service(data: Path, settings: Mapping[str, str]) -> Iterator[Service]:
    """The service on loopback with its files in `data`; stopped at the end, whatever happens."""
    port = int(os.environ.get("DRAFTREEL_PORT") or free_port())
    own = {"DRAFTREEL_DATA": str(data), "DRAFTREEL_HOST": "127.0.0.1", "DRAFTREEL_PORT": str(port)}
    log = data / "service.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "deployments.serve"],
            env={**os.environ, **own, **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_heeds_ctrl_c,  # noqa: PLW1509 - nothing else runs in the demo when it starts the service
        )
        try:
            yield Service(process, f"http://127.0.0.1:{port}", log)
        finally:
            _stop(process)


def wait_until_healthy(running: Service, tick: Callable[[], None]) -> None:
    """Until gen_video can be called; `tick` is called while waiting. Raises DemoError when it never can."""
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end:
        if running.ended():
            raise DemoError(f"the service ended by itself (exit code {running.process.returncode})")
        if _healthy(running.origin):
            return
        tick()
        time.sleep(0.25)
    raise DemoError(f"the service was not ready within {STARTS_WITHIN_S:.0f} s")


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _healthy(origin: str) -> bool:
    try:
        return httpx.get(f"{origin}/health", timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _heeds_ctrl_c() -> None:
    """A child of a shell's background job would ignore it for ever, and its own children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to, then make it."""
    process.terminate()
    try:
        process.wait(STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
