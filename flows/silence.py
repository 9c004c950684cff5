"""Runs that nobody works on any more though Prefect has them as running: their machine is gone, and could not say so.

A run that is worked on tells every few seconds how far it is (flows/telling.py). One that has not for a while is taken
for dead. What is counted is looks, not seconds: clocks differ between machines, and while Prefect is away nobody looks.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey, FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, StateType

from flows.recovery import go_on, runs_of
from flows.telling import PROGRESS

LOOK_EVERY_S = 5.0
PATIENCE = {StateType.RUNNING: 12, StateType.PENDING: 36}
"""Looks without a sign: a minute for a run that works, three for a process that is being started."""


@dataclass
class Silence:
    """How many looks ago each run gave its last sign."""

    _known: dict[UUID, tuple[Hashable, int]] = field(default_factory=dict)

    def after(self, signs: Iterable[tuple[UUID, Hashable]]) -> dict[UUID, int]:
        """A look: the runs that there are, each with what changes while it lives; how long each has been silent."""
        before, self._known = self._known, {}
        for run, sign in signs:
            last, count = before.get(run, (None, 0))
            self._known[run] = sign, count + 1 if sign == last else 0
        return {run: count for run, (_, count) in self._known.items()}


def sweep_silent(deployment: UUID, attempts: int, silence: Silence) -> int:
    """Have every run go on that has been silent for too long; how many."""
    with get_client(sync_client=True) as client:
        runs = {run.id: run for run in runs_of(client, deployment, list(PATIENCE))}
        silent = silence.after(_signs(client, runs.values()))
        dead = [run for run in runs.values() if run.state and silent[run.id] >= PATIENCE[run.state.type]]
        for run in dead:
            go_on(client, run.id, attempts)
    return len(dead)


def _signs(client: SyncPrefectClient, runs: Iterable[FlowRun]) -> list[tuple[UUID, Hashable]]:
    runs = list(runs)
    if not runs:
        return []
    artifacts = client.read_artifacts(
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[PROGRESS])),
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id for run in runs])),
        limit=200,
    )
    told = {artifact.flow_run_id: artifact.updated for artifact in artifacts}
    return [(run.id, (run.state and run.state.id, told.get(run.id))) for run in runs]
