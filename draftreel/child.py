"""A process of ours that reads media: its own interpreter, killable, with a deadline, never outliving its parent."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from typing import IO, Self, TypeVar

from draftreel.confinement import Bounds
from draftreel.errors import RenderError, TimeLimitError
from draftreel.orders import Order, answer_from, error_from, order_as_line

T = TypeVar("T")
Progress = Callable[[int], None]

_SECRET = re.compile("KEY|SECRET|TOKEN|PASSWORD|CREDENTIAL|CONNECTION_URL|DATABASE", re.IGNORECASE)
_LONGEST_LINE = 64_000_000  # a day's film of 60 pictures a second has an index of 7 million signs
_live: set["subprocess.Popen[str]"] = set()
_endings: list[int] = [0]


class ChildEndedError(RenderError):
    """The process ended before it had answered; whether by the files that it read is not known."""

    def __init__(self, detail: str = "", *, transient: bool = True, status: int = 0) -> None:
        super().__init__(detail, transient=transient)
        self.status = status

    @property
    def is_crash(self) -> bool:
        """Whether it ended by its own doing: SIGKILL comes from outside, and so does the end of a machine."""
        return self.status != -signal.SIGKILL


def end_all() -> None:
    """Kill every child of this process, when a run is cancelled or fails."""
    _endings[0] += 1
    ended = list(_live)
    for child in ended:
        child.kill()
    for child in ended:
        with suppress(subprocess.TimeoutExpired):  # one that waits for a disk dies when that answers
            child.wait(1)


def endings() -> int:
    """How often all children were ended: what was begun before the last time is wanted by nobody."""
    return _endings[0]


class Child:
    """A child that takes one order at a time; close it, or leave the `with` block, and it is gone."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        """Without bounds it may take what it wants: for files of one's own."""
        self._process = _starter().submit(_started, bounds).result()
        _live.add(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it, at once, from any thread: whoever waits for its answer is told."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of what it held."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was written and not read has nobody to go to
                    pipe.close()
        _live.discard(self._process)

    def carry_out(self, order: Order[T], progress: Progress, limit_s: float) -> T:
        """The order's answer. Raises what the child raised, ChildEndedError, TimeLimitError, which leave no child."""
        late = threading.Event()

        def expire() -> None:
            late.set()
            self.kill()

        with _deadline(limit_s, expire), self._ended_by_what_is_raised():
            word, rest = self._answer(order, progress)
        if word == "done":
            with self._ended_by_what_is_raised():  # who answers nonsense is asked nothing more
                return answer_from(rest, order)
        if word == "failed":
            raise error_from(rest)
        self.kill()
        status = self._process.wait()
        if late.is_set():
            raise TimeLimitError(f"a part of it took longer than {limit_s:g} s")
        raise _ended(status)

    @contextmanager
    def _ended_by_what_is_raised(self) -> Iterator[None]:
        """An order that is left in its middle, as by a stage's own limit, leaves no child that would go on with it."""
        try:
            yield
        except BaseException:
            self.kill()
            self._process.wait()
            raise

    def _answer(self, order: Order[T], progress: Progress) -> tuple[str, str]:
        """The word that ends it, "done" or "failed", and what follows the word; nothing when the child ends first."""
        try:
            _sent(self._process.stdin, order_as_line(order))
        except OSError:
            return "", ""
        for line in _lines(self._process.stdout):
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "frames" and rest.isdecimal():
                progress(int(rest))
            elif word in {"done", "failed"}:
                return word, rest
        return "", ""


def _started(bounds: Bounds | None) -> "subprocess.Popen[str]":
    given = [str(os.getpid()), *([json.dumps(asdict(bounds))] if bounds else [])]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "draftreel.worker", *given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not _SECRET.search(name)},
    )


@cache
def _starter() -> ThreadPoolExecutor:
    """The thread that starts children and lives as long as we do: the kernel ends them with it."""
    return ThreadPoolExecutor(1, "children")


@contextmanager
def _deadline(seconds: float, action: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _ended(status: int) -> ChildEndedError:
    how = signal.Signals(-status).name if -status in set(signal.Signals) else f"status {status}"
    return ChildEndedError(f"a process that reads media ended with {how}", status=status)


def _sent(pipe: IO[str] | None, line: str) -> None:
    if pipe is None:
        raise RenderError("a child has no pipe")
    pipe.write(line + "\n")
    pipe.flush()


def _lines(pipe: IO[str] | None) -> Iterator[str]:
    """Whole lines, to the end or to one that is too long or no text."""
    if pipe is None:
        raise RenderError("a child has no pipe")
    with suppress(UnicodeDecodeError):
        while (line := pipe.readline(_LONGEST_LINE)).endswith("\n"):
            yield line
