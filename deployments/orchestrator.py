"""What the endpoint asks of Prefect, over its HTTP API: runs by the draft they are of."""

import asyncio
import re
import time
from datetime import UTC, datetime
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict

from draftreel.errors import BusyError
from flows.naming import DEPLOYMENT, FLOW, run_name

LIVE = ("SCHEDULED", "PENDING", "PAUSED", "RUNNING", "CANCELLING", "CRASHED")
"""A crashed run is live: recovery puts it back in the queue, or ends it as failed."""
PATIENCE_S = 10.0
POLLING_S = 60.0

Parameters = dict[str, str | int | float | None]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Condition(_Record):
    """A run's state."""

    type: str
    name: str
    message: str | None = None


class Run(_Record):
    """A film that was asked for."""

    id: UUID
    created: datetime
    run_count: int = 0
    start_time: datetime | None = None
    end_time: datetime | None = None
    state: Condition | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is waiting or being worked on."""
        return self.state is None or self.state.type in LIVE


class _Deployment(_Record):
    id: UUID
    last_polled: datetime | None = None


class _Artifact(_Record):
    data: str | float | int | None = None


class Orchestrator:
    """Prefect, as far as gen_video needs it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._began = datetime.now(UTC)

    async def is_ready(self) -> bool:
        """Whether a film asked for now would be begun: a runner has asked for work since we began."""
        try:
            found = await self._client.get(f"/deployments/name/{FLOW}/{DEPLOYMENT}", timeout=5)
        except httpx.HTTPError:
            return False
        polled = _Deployment.model_validate_json(found.content).last_polled if found.is_success else None
        return polled is not None and max(self._began, polled) == polled and _age_s(polled) < POLLING_S

    async def latest(self, draft_url: str) -> Run | None:
        """The last run of a draft. Raises BusyError."""
        asked = {"flow_runs": {"name": {"any_": [run_name(draft_url)]}}, "sort": "EXPECTED_START_TIME_DESC", "limit": 1}
        runs = (await self._ask("POST", "/flow_runs/filter", asked)).json()
        return Run.model_validate(runs[0]) if runs else None

    async def start(self, draft_url: str, parameters: Parameters, previous: Run | None) -> None:
        """Queue a run: called many times with the same previous run, it queues one. Raises BusyError."""
        name = run_name(draft_url)
        generation = previous.id if previous else "first"
        wanted = {"name": name, "parameters": parameters, "idempotency_key": f"{name}:{generation}"}
        await self._ask("POST", f"/deployments/{await self._deployment()}/create_flow_run", wanted)

    async def live_count(self) -> int:
        """How many films wait or are worked on. Raises BusyError."""
        asked = {"flow_runs": {"state": {"type": {"any_": LIVE}}}, "flows": {"name": {"any_": [FLOW]}}}
        return int((await self._ask("POST", "/flow_runs/count", asked)).text)

    async def progress(self, run: Run) -> float:
        """How far a run is, 0 to 100. Raises BusyError."""
        return float(await self._artifact(run, "progress") or 0)

    async def film_url(self, run: Run) -> str:
        """Where a finished run's film is. Raises BusyError."""
        link = re.search(r"\((.+)\)$", str(await self._artifact(run, "film") or ""))
        return link[1] if link else ""

    async def _artifact(self, run: Run, key: str) -> str | float | int | None:
        asked = {
            "artifacts": {"key": {"any_": [key]}},
            "flow_runs": {"id": {"any_": [str(run.id)]}},
            "sort": "UPDATED_DESC",
            "limit": 1,
        }
        found = (await self._ask("POST", "/artifacts/filter", asked)).json()
        return _Artifact.model_validate(found[0]).data if found else None

    async def _deployment(self) -> UUID:
        found = await self._ask("GET", f"/deployments/name/{FLOW}/{DEPLOYMENT}")
        return _Deployment.model_validate_json(found.content).id

    async def _ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Prefect says 503 when SQLite is locked for a moment, which is not yet busy: ask again, soon."""
        deadline, pause = time.monotonic() + PATIENCE_S, 0.03
        while True:
            answer = await self._asked(method, path, body)
            if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return _good(answer)
            if time.monotonic() > deadline:
                raise BusyError("the orchestrator does not answer")
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.5)

    async def _asked(self, method: str, path: str, body: object) -> httpx.Response | None:
        try:
            return await self._client.request(method, path, json=body, timeout=PATIENCE_S)
        except httpx.TransportError:
            return None


def _good(answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise BusyError(f"the orchestrator answered {answer.status_code}")
    return answer


def _age_s(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()
