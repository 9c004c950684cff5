"""What becomes of runs whose process died: the same run goes on, and what it had finished is found in the cache."""

import logging
from collections.abc import Iterable
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
from prefect.states import AwaitingRetry, Failed

from draftreel.errors import RenderError
from draftreel.settings import Settings

STOPPED = "Runner is shutting down."
"""The message with which newer Prefects cancel what runs when the service is stopped."""
UNFINISHED = (StateType.RUNNING, StateType.PENDING, StateType.CRASHED)

_log = logging.getLogger(__name__)


def resume_after_crash(flow: Flow[..., object], flow_run: FlowRun, state: State[object]) -> None:  # noqa: ARG001 - Prefect's signature
    """Called in the runner when a run's process died."""
    with get_client(sync_client=True) as client:
        go_on(client, flow_run.id, Settings().attempts)


def sweep(deployment: UUID, attempts: int, still_s: float = 0, states: Iterable[StateType] = UNFINISHED) -> int:
    """Have every run of ours that nobody is working on go on; how many.

    Running ones only while the one runner has not begun; `still_s`: those whose state is that old.
    """
    before = datetime.now(UTC) - timedelta(seconds=still_s)
    with get_client(sync_client=True) as client:
        left = [run for run in _runs(client, deployment, [*states, StateType.CANCELLED]) if _is_left(run, before)]
        for run in left:
            go_on(client, run.id, attempts)
    return len(left)


def go_on(client: SyncPrefectClient, run_id: UUID, attempts: int) -> None:
    """Put a run back in the queue, or end it with a reason when it has had all its attempts."""
    started = _starts(client, run_id)
    if started >= attempts:
        reason = RenderError(f"the run's process ended unexpectedly {started} times")
        client.set_flow_run_state(run_id, Failed(message=str(reason)), force=True)
        return
    _log.info("run %s goes on after attempt %d", run_id, started)
    client.set_flow_run_state(run_id, AwaitingRetry(message="goes on after its process ended"), force=True)


def _starts(client: SyncPrefectClient, run_id: UUID) -> int:
    """How often it was started: a process that dies before it says so leaves only its crash."""
    run = client.read_flow_run(run_id)
    crashes = sum(state.is_crashed() for state in client.read_flow_run_states(run_id))
    return max(run.run_count, crashes)


def _runs(client: SyncPrefectClient, deployment: UUID, states: list[StateType]) -> list[FlowRun]:
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
        sort=FlowRunSort.START_TIME_DESC,
        limit=200,
    )


def _is_left(run: FlowRun, before: datetime) -> bool:
    state = run.state
    if state is None or state.timestamp > before:
        return False
    return not state.is_cancelled() or state.message == STOPPED
