"""What the stages' policies are made of: which errors pass, and keys under which results are found again."""

import threading
from collections.abc import Callable, Mapping

import httpx
from prefect.cache_policies import CacheKeyFnPolicy
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.exceptions import PrefectException
from prefect.tasks import Task

from draftreel.errors import DraftreelError
from draftreel.plan import digest

Given = Mapping[str, object]
"""What a task was called with, by name."""

stopping = threading.Event()
"""Set when the run has failed: what still runs beside is ended, and not tried again."""


def transient(task: Task[..., object], task_run: TaskRun, state: State[object]) -> bool:  # noqa: ARG001 - Prefect's signature
    """Whether trying the stage again may help: a passing error of ours, of the disk or of the network."""
    if stopping.is_set():
        return False
    try:
        state.result()
    except DraftreelError as exc:
        return exc.transient
    except TimeoutError:  # a stage's own limit: it had its time
        return False
    except (OSError, httpx.TransportError):
        return True
    except (Exception, PrefectException):  # noqa: BLE001 - whatever else it is, it is final
        return False
    return False


def shared(stage: str, version: int, parts: Callable[..., tuple[object, ...]]) -> CacheKeyFnPolicy:
    """Results that any run may use: `parts`, called with what the task was given, decide what they are."""

    def key(_context: TaskRunContext, given: Given) -> str:
        return _key(stage, version, *parts(**given))

    return CacheKeyFnPolicy(cache_key_fn=key)


def within_run(stage: str, version: int, parts: Callable[..., tuple[object, ...]]) -> CacheKeyFnPolicy:
    """Results that only the same run may use, when it goes on after a crash."""

    def key(context: TaskRunContext, given: Given) -> str:
        return _key(stage, version, run_of(context), *parts(**given))

    return CacheKeyFnPolicy(cache_key_fn=key)


def run_of(context: TaskRunContext) -> str:
    """The id of the run that a task is part of; a task called on its own is its own run."""
    return str(context.task_run.flow_run_id or context.task_run.id)


def _key(stage: str, version: int, *parts: object) -> str:
    """No slash in it: it names a file."""
    return f"{stage}-v{version}-{digest(*parts)}"
