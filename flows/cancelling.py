"""A run that somebody cancelled ends within seconds, whatever it is doing, and what it was writing is gone."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import httpx
from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import PrefectException
from prefect.states import Cancelled

from draftreel.eviction import clear_abandoned
from draftreel.settings import Settings
from flows.recovery import is_still, runs_of

LOOK_EVERY_S = 0.5


@contextmanager
def heeding(run_id: UUID) -> Iterator[None]:
    """Within the block, this process ends when its run is being cancelled.

    Threads and foreign code do not listen: the process is ended, and its children with it. The runner then says that
    the run is cancelled. Where the block is left by being interrupted, what keeps the process alive is watched on.
    """
    over = threading.Event()
    threading.Thread(target=_watch, args=(run_id, over), name="cancelling", daemon=True).start()
    try:
        yield
    except Exception:
        over.set()
        raise
    over.set()


def _watch(run_id: UUID, over: threading.Event) -> None:
    with get_client(sync_client=True) as client:
        while not over.wait(LOOK_EVERY_S):
            if _is_unwanted(client, run_id):
                os._exit(0)  # not 1, which the runner takes for a crash


def _is_unwanted(client: SyncPrefectClient, run_id: UUID) -> bool:
    """A server that is away is asked again."""
    try:
        state = client.read_flow_run(run_id).state
    except (httpx.HTTPError, PrefectException, OSError):
        return False
    return state is not None and state.type in {StateType.CANCELLING, StateType.CANCELLED}


def tidy_up(flow: Flow[..., object], flow_run: FlowRun, state: State[object]) -> None:  # noqa: ARG001 - Prefect's signature
    """Called in the runner when a cancelled run's process has ended, before the run is said to be cancelled."""
    clear_abandoned(Settings())


def end_cancelled(deployment: UUID, settings: Settings, after_s: float) -> int:
    """Have runs that have been cancelling for that long be cancelled; how many.

    Prefect's runner forgets one whose process it had not begun yet, or which had ended by itself.
    """
    with get_client(sync_client=True) as client:
        old = [run for run in runs_of(client, deployment, [StateType.CANCELLING]) if is_still(run, after_s)]
        if old:
            clear_abandoned(settings)
        for run in old:
            client.set_flow_run_state(run.id, Cancelled(), force=True)
    return len(old)
