"""Keeps processes running: started again when they end, ended in order when we are."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from draftreel.lifetime import end_with

LONGEST_PAUSE_S = 30.0
STEADY_S = 60.0
"""A process that ran this long has not failed in a row."""

_log = logging.getLogger(__name__)


@dataclass
class Child:
    """A process that is to run, and its patience: the pause doubles each time it ends early."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    grace_s: float = 3.0
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    pause_s: float = field(default=0.5)
    due: float = 0.0

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches us only; the kernel ends it when we die."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own modules
            self.command,
            env=dict(self.environment),
            start_new_session=True,
            preexec_fn=_prepared(os.getpid()),  # noqa: PLW1509 - system calls only
        )

    def look_after(self) -> None:
        """Start it, when it does not run and its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif (status := self.process.poll()) is not None:
            self.end_group()
            self.process = None
            self.pause_s = 0.5 if now - self.began > STEADY_S else min(LONGEST_PAUSE_S, self.pause_s * 2)
            self.due = now + self.pause_s
            _log.warning("the %s ended with %s and is started again in %g s", self.name, status, self.pause_s)

    def stop(self) -> None:
        """Ask it to end, when it has a grace, and after that end it, with whatever it has started."""
        if self.process is None:
            return
        if self.grace_s:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace_s)
        self.end_group()
        self.process.wait()

    def end_group(self) -> None:
        """End what it has left running."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def supervise(children: Sequence[Child], stop: threading.Event, look: Callable[[], None]) -> None:
    """Keep the children running until told to stop; they end in reverse order. `look` is called now and then."""
    try:
        while not stop.wait(0.2):
            for child in children:
                child.look_after()
            look()
    finally:
        for child in reversed(children):
            child.stop()


def _prepared(parent: int) -> Callable[[], None]:
    """What a child does before its program: to end when we do, and by SIGINT, which a shell may have us ignore."""

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        end_with(parent)

    return prepare
