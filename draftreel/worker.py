"""Chunks drawn in a child process: its own interpreter, killable, with a deadline, never outliving its parent.

The child reads a line for each chunk (index, tab, path) and answers with lines: `frames N`,
then `done`, or `failed` and the error as JSON.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from draftreel.drawing import Progress, Wanted, draw_chunk, drawing
from draftreel.errors import DraftreelError, RenderError, TimeLimitError
from draftreel.lifetime import die_with
from draftreel.plan import Chunk, Film, chunks
from draftreel.shelf import PictureShelf
from draftreel.workspace import Workspace, load

if TYPE_CHECKING:
    from draftreel.compositor.compositor import Compositor

_live: set["subprocess.Popen[str]"] = set()


def end_all() -> None:
    """Kill every worker of this process, when a run is cancelled or fails."""
    for child in list(_live):
        child.kill()


class Worker:
    """A child process for one film; close it, or leave the `with` block, and it is gone."""

    def __init__(self, plan: Path, data: Path | None = None) -> None:
        """`data` is the folder in which stills and texts are kept; without it they are made for this child alone."""
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "draftreel.worker", str(plan), *([str(data)] if data else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 - a prctl call only
        )
        _live.add(self._child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def kill(self) -> None:
        """End the child, at once, from any thread: whoever waits for a chunk of it is told."""
        self._child.kill()

    def close(self) -> None:
        """End the child and let go of what it held."""
        self.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was written and not read has nobody to go to
                    pipe.close()
        _live.discard(self._child)

    def render(self, chunk: Chunk, path: Path, progress: Progress, limit_s: float) -> None:
        """Draw a chunk to `path`. Raises what the child raised, RenderError when it died, TimeLimitError."""
        late = threading.Event()

        def expire() -> None:
            late.set()
            self._child.kill()

        with _deadline(limit_s, expire):
            if not self._rendered(chunk, path, progress):
                raise TimeLimitError("a chunk took too long") if late.is_set() else _died(self._child)

    def _rendered(self, chunk: Chunk, path: Path, progress: Progress) -> bool:
        try:
            _sent(self._child.stdin, f"{chunk.index}\t{path}\n")
        except OSError:
            return False
        for line in _pipe(self._child.stdout):
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "frames":
                progress(int(rest))
            elif word == "done":
                return True
            elif word == "failed":
                raise error_from(rest)
        return False


@contextmanager
def _deadline(seconds: float, action: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _died(child: "subprocess.Popen[str]") -> RenderError:
    return RenderError(f"a chunk's process ended with status {child.wait()}", transient=True)


def _sent(pipe: IO[str] | None, line: str) -> None:
    stream = _pipe(pipe)
    stream.write(line)
    stream.flush()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise RenderError("a chunk's process has no pipe")
    return pipe


def error_as_line(error: DraftreelError) -> str:
    """An error of ours as one line of JSON."""
    kind = type(error)
    return json.dumps([kind.__module__, kind.__qualname__, error.detail, error.transient])


def error_from(line: str) -> DraftreelError:
    """The error that was written by `error_as_line`."""
    module, name, detail, transient = json.loads(line)
    kind = getattr(importlib.import_module(module), name)
    error: DraftreelError = kind(detail, transient=transient)
    return error


def main() -> None:
    """The child: draws the chunks it is told, until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ExitStack() as opened:
        studio = cache(lambda: opened.enter_context(_studio(*map(Path, sys.argv[1:]))))
        for line in sys.stdin:
            _answer(partial(_draw, studio, line))


def _draw(studio: "Callable[[], _Studio]", line: str) -> None:
    index, _, path = line.rstrip("\n").partition("\t")
    studio().draw(int(index), Path(path))


@contextmanager
def _studio(plan: Path, data: Path | None = None) -> "Iterator[_Studio]":
    film, shelf = load(plan, Film), PictureShelf(Workspace(data)) if data else None
    with drawing(film, shelf) as compositor:
        yield _Studio(film, chunks(film), compositor)


@dataclass(frozen=True, slots=True)
class _Studio:
    film: Film
    chunks: tuple[Chunk, ...]
    compositor: "Compositor"

    def draw(self, index: int, path: Path) -> None:
        draw_chunk(self.film, Wanted(self.chunks[index], path, lambda done: _say(f"frames {done}")), self.compositor)


def _answer(work: Callable[[], None]) -> None:
    try:
        work()
    except DraftreelError as exc:
        _say(f"failed {error_as_line(exc)}")
    except Exception as exc:  # noqa: BLE001 - whatever it was, the parent is told
        _say(f"failed {error_as_line(RenderError(type(exc).__name__))}")
    else:
        _say("done")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
