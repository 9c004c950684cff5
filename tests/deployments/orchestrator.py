"""As much of Prefect's API as the endpoint uses, made of a list."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from flows.naming import run_name

V1, OURS = "/capcut-mate/v1", "/draftreel/v1"
URL = "http://127.0.0.1:30000/openapi/capcut-mate/v1/get_draft?draft_id=202611221402405fe97e77"
BEGAN = datetime(2024, 9, 24, 10, 30, 0, 123456, UTC)

Record = dict[str, Any]


@dataclass
class Prefect:
    """Runs in the order in which they were made, a second apart; artifacts are every run's."""

    runs: list[Record] = field(default_factory=list)
    artifacts: dict[str, object] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    away: bool = False
    locked: int = 0
    deaf: bool = False
    """A run that is asked to end goes on."""
    deployment: UUID = field(default_factory=uuid4)

    def answer(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("away")
        if self.locked:
            self.locked -= 1
            return httpx.Response(503)
        body = json.loads(request.content or b"{}")
        path = request.url.path
        self.asked.append(path)
        if path.endswith("/create_flow_run"):
            return self._created(body)
        if path.startswith("/flow_runs/") and path.split("/")[2] not in {"filter", "count"}:
            return self._changed(path.split("/")[2], request.method, path, body)
        answers: dict[str, Callable[[], object]] = {
            "/flow_runs/filter": lambda: self._found(body),
            "/flow_runs/count": lambda: len(self._matching(body)),
            "/artifacts/filter": lambda: self._artifacts(body),
            "/deployments/name/gen_video/local": lambda: {"id": str(self.deployment)},
        }
        return httpx.Response(200, json=answers[path]())

    def _created(self, body: Record) -> httpx.Response:
        for run in self.runs:
            if run["key"] == body["idempotency_key"]:
                return httpx.Response(200, json=run)
        kept = {name: body[name] for name in ("name", "parameters", "labels", "tags")}
        kind = body.get("state", {"type": "SCHEDULED"})["type"]
        return httpx.Response(201, json=self.add(kind, key=body["idempotency_key"], **kept))

    def _changed(self, run_id: str, method: str, path: str, body: Record) -> httpx.Response:
        (run,) = (run for run in self.runs if run["id"] == run_id)
        if path.endswith("/set_state") and not self.deaf:
            kind = {"CANCELLING": "CANCELLED"}.get(body["state"]["type"], body["state"]["type"])
            run["state"] = {"type": kind, "name": kind.title(), "message": ""}
        elif path.endswith("/labels"):
            run["labels"] |= body
        elif method == "PATCH":
            run["tags"] = body["tags"]
        return httpx.Response(200, json={})

    def add(self, kind: str, message: str = "", **fields: object) -> Record:
        state = {"type": kind, "name": kind.title(), "message": message}
        created = BEGAN + timedelta(seconds=len(self.runs))
        run: Record = {"id": str(uuid4()), "name": run_name(URL), "created": created.isoformat(), "state": state}
        run |= {"run_count": 0, "start_time": None, "end_time": None, "key": ""}
        run |= {"parameters": {"draft_url": URL}, "labels": {}, "tags": []} | fields
        self.runs.append(run)
        return run

    def _found(self, body: Record) -> list[Record]:
        offset = body.get("offset", 0)
        return self._matching(body)[::-1][offset : offset + body["limit"]]

    def _matching(self, body: Record) -> list[Record]:
        wanted = body["flow_runs"]
        names = wanted["name"]
        runs = [run for run in self.runs if run["name"] in names.get("any_", [run["name"]])]
        runs = [run for run in runs if names.get("like_", "") in run["name"]]
        if "state" in wanted:
            runs = [run for run in runs if run["state"]["type"] in wanted["state"]["type"]["any_"]]
        if "tags" in wanted:
            runs = [run for run in runs if set(wanted["tags"]["all_"]) <= set(run["tags"])]
        return runs

    def _artifacts(self, body: Record) -> list[Record]:
        (key,) = body["artifacts"]["key"]["any_"]
        runs = body["flow_runs"]["id"]["any_"]
        return [{"flow_run_id": run, "data": self.artifacts[key]} for run in runs if key in self.artifacts]
