"""Stage 7 on another machine: fetch what a chunk needs, draw it, and put it into the store."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from uuid import UUID

import httpx
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.context import TaskRunContext
from prefect.exceptions import PrefectException
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.child import end_all
from draftreel.settings import Settings
from tasks.policy import transient

LOOK_EVERY_S = 1.0


@task(
    name="render",
    task_run_name="render {part.chunk.index} elsewhere",
    tags=["stage-7"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=NO_CACHE,  # the store is the cache
    persist_result=False,
)
def render_elsewhere(part: engine.Part) -> str:
    """Draw a chunk with the settings of the machine that this is; the SHA-256 under which it is in the store."""
    with _ending_with_the_run():
        return engine.draw_part(part, Settings(), lambda _: None)


@contextmanager
def _ending_with_the_run() -> Iterator[None]:
    """Nobody wants the chunk of a run that was cancelled or has failed."""
    context, over = TaskRunContext.get(), threading.Event()
    run = context.task_run.flow_run_id if context else None
    if run:
        told = copy_context().run  # where Prefect is, this machine knows by the task only
        threading.Thread(target=told, args=(_watch, run, over), name="the run", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _watch(run: UUID, over: threading.Event) -> None:
    """A server that is away is asked again."""
    with get_client(sync_client=True) as client:
        while not over.wait(LOOK_EVERY_S):
            try:
                state = client.read_flow_run(run).state
            except (httpx.HTTPError, PrefectException, OSError):
                continue
            if state is not None and state.type is not StateType.RUNNING and not over.is_set():
                end_all()  # all that this process draws: a Dask worker of ours has one thread
                return
