"""What becomes of runs whose process died: the same run goes on, and what it had finished is found in the cache."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import AwaitingRetry, Cancelled, Failed, Scheduled

from draftreel.errors import RenderError
from draftreel.settings import Settings
from flows.naming import ADMITTED

CANCELLED = "Runner is shutting down."
"""The message with which newer Prefects cancel what runs when the service is stopped."""
DIED, STOPPED = "goes on after its process ended", "goes on after the service was stopped"
"""Why a run goes on: the first is counted as an attempt, the second is not the draft's fault."""
AHEAD_S = 60.0
"""Runs are queued for at once; a moment this far ahead is one of another clock."""
UNFINISHED = (StateType.RUNNING, StateType.PENDING, StateType.CRASHED)


def resume_after_crash(flow: Flow[..., object], flow_run: FlowRun, state: State[object]) -> None:  # noqa: ARG001 - Prefect's signature
    """Called in the runner when a run's process died."""
    with get_client(sync_client=True) as client:
        go_on(client, flow_run.id, Settings().attempts)


def sweep_all(deployment: UUID, attempts: int, *, stopped: bool) -> int:
    """Have every run that a runner left behind go on, before the next runner begins; how many.

    `stopped`: the service was told to stop, and the runs could not help it. A run that was being cancelled has ended
    with its runner, which did not get to say so.
    """
    with get_client(sync_client=True) as client:
        for run in runs_of(client, deployment, [StateType.CANCELLING]):
            client.set_flow_run_state(run.id, Cancelled(), force=True)
        runs = runs_of(client, deployment, [*UNFINISHED, StateType.CANCELLED])
        left = [run for run in runs if _is_left(run)]
        for run in left:
            if stopped:
                _queue(client, run.id, STOPPED)
            else:
                go_on(client, run.id, attempts)
    return len(left)


def sweep_crashed(deployment: UUID, attempts: int, still_s: float) -> None:
    """Have every run that crashed that long ago go on: its hook could not reach the server then."""
    with get_client(sync_client=True) as client:
        for run in runs_of(client, deployment, [StateType.CRASHED]):
            if is_still(run, still_s):
                go_on(client, run.id, attempts)


def sweep_lost(deployment: UUID, attempts: int, attended: Collection[UUID], before: Collection[UUID]) -> set[UUID]:
    """Have every run go on that nobody attends to, nor did `before`; those that nobody attends to now.

    Its process ended when Prefect could not write that down: where its disk was full, say.
    """
    with get_client(sync_client=True) as client:
        found = runs_of(client, deployment, [StateType.RUNNING, StateType.PENDING])
        lost = {run.id for run in found if run.id not in attended and run.state and run.state.name != ADMITTED}
        for run_id in lost & set(before):
            go_on(client, run_id, attempts)
    return lost - set(before)


def sweep_admitted(deployment: UUID, still_s: float) -> None:
    """Queue every run that was admitted that long ago: the endpoint died before it could say where."""
    with get_client(sync_client=True) as client:
        for run in runs_of(client, deployment, [StateType.PENDING]):
            if run.state is not None and run.state.name == ADMITTED and is_still(run, still_s):
                client.set_flow_run_state(run.id, Scheduled(), force=True)


def sweep_ahead(deployment: UUID) -> None:
    """Queue every run anew that waits for a time to come: nobody asked for that, the clock was put back."""
    after = datetime.now(UTC) + timedelta(seconds=AHEAD_S)
    with get_client(sync_client=True) as client:
        waiting = runs_of(client, deployment, [StateType.SCHEDULED], FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC)
        for run in waiting:
            if run.next_scheduled_start_time is not None and run.next_scheduled_start_time > after:
                client.set_flow_run_state(run.id, Scheduled(), force=True)


def is_still(run: FlowRun, seconds: float) -> bool:
    """Whether a run has been in its state for that long; one that is ahead of a clock that was put back has been."""
    return run.state is not None and abs(datetime.now(UTC) - run.state.timestamp) > timedelta(seconds=seconds)


def go_on(client: SyncPrefectClient, run_id: UUID, attempts: int) -> None:
    """Put a run back in the queue, or end it: as cancelled, or with a reason when it has had all its attempts."""
    states = client.read_flow_run_states(run_id)
    if _is_unwanted(states):
        client.set_flow_run_state(run_id, Cancelled(), force=True)
        return
    died = 1 + sum(state.message == DIED for state in states)
    if died < attempts:
        _queue(client, run_id, DIED)
        return
    reason = RenderError(f"the run's process ended unexpectedly {died} times")
    client.set_flow_run_state(run_id, Failed(message=str(reason)), force=True)


def _is_unwanted(states: list[State[object]]) -> bool:
    """Whether a run was being cancelled when its process ended: since it was queued last."""
    since = [state for state in states if state.type in {StateType.SCHEDULED, StateType.CANCELLING}]
    return bool(since) and since[-1].type == StateType.CANCELLING


def _queue(client: SyncPrefectClient, run_id: UUID, why: str) -> None:
    client.set_flow_run_state(run_id, AwaitingRetry(message=why), force=True)


def runs_of(
    client: SyncPrefectClient,
    deployment: UUID,
    states: list[StateType],
    order: FlowRunSort = FlowRunSort.START_TIME_DESC,
) -> list[FlowRun]:
    """The deployment's runs in these states, 200 at most."""
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
        sort=order,
        limit=200,
    )


def _is_left(run: FlowRun) -> bool:
    return run.state is not None and (not run.state.is_cancelled() or run.state.message == CANCELLED)
