"""What the endpoint asks of Prefect: runs by the draft they are of."""

import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx

from deployments.prefect_api import PrefectApi
from deployments.records import LIVE, TO_BE_CALLED, Artifact, Deployment, Order, Page, Run
from flows.naming import ADMITTED, DEPLOYMENT, FLOW, PREFIX

POLLING_S = 60.0
PRIORITY_S = 3600.0
"""What one more of priority is worth: a run that is so much more urgent passes those that wait for less than that."""
NEWEST_FIRST = "EXPECTED_START_TIME_DESC"
"""A run is expected to start when it is submitted, however long it then waits."""
PAGE = 200
"""As many records as Prefect gives at once."""
OURS = {"like_": PREFIX}
"""Runs of gen_video. Asked for those of its flow, SQLite would go through all of them, whatever else is asked."""


class Orchestrator:
    """Prefect, as far as gen_video needs it."""

    def __init__(self, client: httpx.AsyncClient, deployment: str = DEPLOYMENT) -> None:
        self._api, self._path = PrefectApi(client), f"/deployments/name/{FLOW}/{deployment}"
        self._began = time.monotonic()

    async def is_ready(self) -> bool:
        """Whether a film asked for now would be begun: a runner has asked for work since we began."""
        found = await self._api.ask_once(self._path, timeout_s=5)
        polled = Deployment.model_validate_json(found.content).last_polled if found else None
        return polled is not None and _age_s(polled) < min(POLLING_S, time.monotonic() - self._began)

    async def latest(self, name: str) -> Run | None:
        """The last run of this name. Raises BusyError."""
        asked = {"flow_runs": {"name": {"any_": [name]}}, "sort": NEWEST_FIRST, "limit": 1}
        runs = (await self._api.ask("POST", "/flow_runs/filter", asked)).json()
        return Run.model_validate(runs[0]) if runs else None

    async def start(self, order: Order, previous: Run | None) -> None:
        """Queue a run: called many times with the same previous run, it queues one. Raises BusyError."""
        generation = previous.id if previous else "first"
        wanted = {
            "name": order.name,
            "parameters": order.parameters,
            "labels": dict(order.labels),
            "tags": list(order.tags),
            "idempotency_key": f"{order.name}:{generation}",
        }
        if order.priority:
            wanted["state"] = {"type": "PENDING", "name": ADMITTED}
        answer = await self._api.ask("POST", f"/deployments/{await self._deployment()}/create_flow_run", wanted)
        if order.priority and answer.status_code == httpx.codes.CREATED:
            await self._put_ahead(Run.model_validate_json(answer.content), order.priority)

    async def amend(self, run: Run, labels: Mapping[str, str], tags: Sequence[str]) -> None:
        """Keep these labels and tags beside a run's own. Raises BusyError."""
        if labels:
            await self._api.ask("PATCH", f"/flow_runs/{run.id}/labels", dict(labels))
        if not set(tags) <= set(run.tags):
            await self.tag(run, tuple(dict.fromkeys((*run.tags, *tags))))

    async def tag(self, run: Run, tags: Sequence[str]) -> None:
        """Have the run have these tags and no others. Raises BusyError."""
        await self._api.ask("PATCH", f"/flow_runs/{run.id}", {"tags": list(tags)})

    async def cancel(self, run: Run) -> None:
        """Ask for a run's end: a waiting one has ended by that. One that has ended stays as it is. Raises BusyError."""
        await self._api.ask("POST", f"/flow_runs/{run.id}/set_state", {"state": {"type": "CANCELLING"}})

    async def live_count(self, tag: str = "") -> int:
        """How many films wait or are worked on, of all or of those with a tag. Raises BusyError."""
        tagged = {"tags": {"all_": [tag]}} if tag else {}
        asked = {"flow_runs": {"state": {"type": {"any_": LIVE}}, "name": OURS} | tagged}
        return int((await self._api.ask("POST", "/flow_runs/count", asked)).text)

    async def listed(self, page: Page) -> list[Run]:
        """A page of runs, the newest first. Raises BusyError."""
        conditions: dict[str, object] = {"state": {"type": {"any_": page.states}}} if page.states else {}
        if page.owner:
            conditions["tags"] = {"all_": [page.owner]}
        if page.before:  # it was expected to start a moment before it was made, so this leaves out none of them
            conditions["expected_start_time"] = {"before_": page.before.isoformat()}
        found: list[Run] = []
        for offset in range(0, 50 * PAGE, PAGE):
            runs = await self._runs(conditions, PAGE, offset)
            found += [run for run in runs if page.before is None or run.created < page.before]
            if len(runs) < PAGE or len(found) >= page.limit:
                break
        return found[: page.limit]

    async def to_be_called(self, within: timedelta) -> list[Run]:
        """Runs that have ended within that time and whose callers have not been told. Raises BusyError.

        That they have ended is seen here: asked for their states, SQLite would go through all that ever ended, and in
        another order through all that there are.
        """
        since = (datetime.now(UTC) - within).isoformat()
        ended = {"end_time": {"after_": since}, "tags": {"all_": [TO_BE_CALLED]}}
        found = await self._runs(ended, PAGE, sort="END_TIME_DESC")
        return [run for run in found if not run.is_live]

    async def progress(self, run: Run) -> float:
        """How far a run is, 0 to 100. Raises BusyError."""
        return (await self.progresses([run])).get(run.id, 0.0)

    async def progresses(self, runs: Sequence[Run]) -> dict[UUID, float]:
        """How far runs are, by their ids. Raises BusyError."""
        return {run: float(str(data or 0)) for run, data in (await self._artifacts(runs, "progress")).items()}

    async def film_url(self, run: Run) -> str:
        """Where a finished run's film is. Raises BusyError."""
        return (await self.film_urls([run])).get(run.id, "")

    async def film_urls(self, runs: Sequence[Run]) -> dict[UUID, str]:
        """Where finished runs' films are, by the runs' ids. Raises BusyError."""
        links = {run: re.search(r"\((.+)\)$", str(data)) for run, data in (await self._artifacts(runs, "film")).items()}
        return {run: link[1] for run, link in links.items() if link}

    async def report(self, run: Run) -> object:
        """What a run says of its film, as JSON has it; None when it says nothing (yet). Raises BusyError."""
        return (await self._artifacts([run], "facts")).get(run.id)

    async def _put_ahead(self, run: Run, priority: int) -> None:
        """Have the run wait as if it had been there for longer.

        Prefect would take the time with which a run is made for that of its submit too, so it is made without one, as a
        run that no runner asks for. Only the one call that made it gets to here; `flows.recovery` knows those that were
        left so.
        """
        since = (datetime.now(UTC) - timedelta(seconds=priority * PRIORITY_S)).isoformat()
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": since}}
        await self._api.ask("POST", f"/flow_runs/{run.id}/set_state", {"state": state, "force": True})

    async def _runs(
        self, conditions: Mapping[str, object], limit: int, offset: int = 0, sort: str = NEWEST_FIRST
    ) -> list[Run]:
        asked = {
            "flow_runs": {"name": OURS, **conditions},
            "sort": sort,
            "limit": limit,
            "offset": offset,
        }
        return [Run.model_validate(run) for run in (await self._api.ask("POST", "/flow_runs/filter", asked)).json()]

    async def _artifacts(self, runs: Sequence[Run], key: str) -> dict[UUID, object]:
        """The newest artifact of a key that each run has left; a run that went on after a crash has several."""
        if not runs:
            return {}
        asked = {
            "artifacts": {"key": {"any_": [key]}},
            "flow_runs": {"id": {"any_": [str(run.id) for run in runs]}},
            "sort": "UPDATED_DESC",
            "limit": PAGE,
        }
        answered = (await self._api.ask("POST", "/artifacts/filter", asked)).json()
        found = [Artifact.model_validate(each) for each in answered]
        return {each.flow_run_id: each.data for each in reversed(found) if each.flow_run_id}

    async def _deployment(self) -> UUID:
        found = await self._api.ask("GET", self._path)
        return Deployment.model_validate_json(found.content).id


def _age_s(moment: datetime) -> float:
    return (datetime.now(UTC) - moment).total_seconds()
