"""How a flow runs its stages: results out of the cache are checked against the disk, failures have a reason."""

import errno
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.futures import PrefectFuture, as_completed
from prefect.states import Failed
from prefect.tasks import Task

from draftreel.child import end_all
from draftreel.errors import (
    BusyError,
    DraftreelError,
    EncodingError,
    MaterialError,
    RenderError,
    SoundError,
    TimeLimitError,
)
from draftreel.manifest import ChunkManifest
from draftreel.workspace import found
from tasks.policy import stopping

CACHED = "Cached"
_STAGE_ERRORS: Mapping[str, type[DraftreelError]] = {
    "download": MaterialError,
    "audio": SoundError,
    "encode": EncodingError,
    "upload": EncodingError,
}
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def kept(stage: Task[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The stage's result; made anew when it came out of the cache but its file is gone."""
    patience = Patience()
    while True:
        try:
            with _one_of_our_errors(stage.name):
                state: State[R] = stage(*args, **kwargs, return_state=True)
                result = state.result()
                return _anew(stage)(*args, **kwargs) if is_lost(state, result) else result
        except ConcurrencySlotAcquisitionError as exc:
            patience.wait(exc)


def each(
    stage: Task[..., R], rows: Sequence[tuple[Any, ...]], beside: int, done: Callable[[int], None] = lambda _: None
) -> list[R]:
    """The stage once a row, so many beside one another; results in the order of the rows.

    `done` gets a row's index when its result is there. The first failure is raised at once.
    """
    gathered = _gathered(stage, dict(enumerate(rows)), beside, done)
    lost = {index: rows[index] for index, (state, result) in gathered.items() if is_lost(state, result)}
    gathered |= _gathered(_anew(stage), lost, beside, done)
    return [gathered[index][1] for index in range(len(rows))]


def _gathered(
    stage: Task[..., R], rows: Mapping[int, tuple[Any, ...]], beside: int, done: Callable[[int], None]
) -> dict[int, tuple[State[R], R]]:
    waiting = sorted(rows, reverse=True)
    running: dict[PrefectFuture[R], int] = {}
    gathered: dict[int, tuple[State[R], R]] = {}
    patience = Patience()
    while waiting or running:
        while waiting and len(running) < beside:
            index = waiting.pop()
            running[stage.submit(*rows[index])] = index
        future = next(as_completed(list(running)))
        index = running.pop(future)
        try:
            with _one_of_our_errors(stage.name):
                result = future.result()  # before its state, which without it is asked of the server, and may be old
            gathered[index] = (future.state, _marked(future.state, result))
        except ConcurrencySlotAcquisitionError as exc:
            patience.wait(exc)
            waiting.append(index)
        else:
            done(index)
    return gathered


def _marked(state: State[R], result: R) -> R:
    """A chunk out of the cache says so in the report."""
    if state.name == CACHED and isinstance(result, ChunkManifest):
        return cast("R", replace(result, reused=True))
    return result


@dataclass
class Patience:
    """Prefect asks its server before it begins a task that has tags: a server that is away will be back."""

    left_s: float = 120.0
    pause_s: float = 1.0

    def wait(self, error: Exception) -> None:
        """Raises BusyError when the server has been away for too long."""
        if self.left_s <= 0:
            raise BusyError("the orchestrator does not answer") from error
        time.sleep(self.pause_s)
        self.left_s -= self.pause_s


def _anew(stage: Task[P, R]) -> Task[P, R]:
    return stage.with_options(refresh_cache=True)


def is_lost(state: State[T], result: T) -> bool:
    """Whether a result out of the cache tells of a file that is not there (any more); one that is counts as used.

    One that is not as long as it was is removed, so that nothing takes it for whole.
    """
    path = getattr(result, "path", None)
    if state.name != CACHED or path is None:
        return False
    return not (path and found(Path(path)) and _is_whole(Path(path), getattr(result, "bytes", None)))


def _is_whole(path: Path, size: int | None) -> bool:
    if size is None or path.stat().st_size == size:
        return True
    path.unlink(missing_ok=True)
    return False


def with_a_reason(flow: Callable[P, R]) -> Callable[P, R | State[R]]:
    """A flow that fails with the documented message of whatever stopped it, and leaves nothing running."""

    @wraps(flow)
    def run(*args: P.args, **kwargs: P.kwargs) -> R | State[R]:
        try:
            with nothing_left_running():
                return flow(*args, **kwargs)
        except DraftreelError as exc:
            return Failed(message=str(exc))
        except Exception as exc:  # noqa: BLE001 - whatever it was, the run ends with one of our messages
            get_run_logger().exception("the run failed unexpectedly")
            return Failed(message=str(reason(exc, "between the stages")))

    return run


@contextmanager
def _one_of_our_errors(stage: str) -> Iterator[None]:
    try:
        yield
    except (DraftreelError, ConcurrencySlotAcquisitionError):
        raise
    except Exception as exc:
        raise reason(exc, stage) from exc


def reason(error: Exception, stage: str) -> DraftreelError:
    """The error that the API documents for a stage, for a foreign one; its words stay in the log."""
    if isinstance(error, TimeoutError):
        return TimeLimitError(f"{stage} took longer than it may")
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return BusyError("the disk is full")
    return _STAGE_ERRORS.get(stage, RenderError)(f"{stage}: unexpected {type(error).__name__}")


@contextmanager
def nothing_left_running() -> Iterator[None]:
    """When the block fails or is cancelled, chunks that are still being drawn are ended and not tried again."""
    stopping.clear()
    try:
        yield
    except BaseException:
        stopping.set()
        end_all()
        raise
