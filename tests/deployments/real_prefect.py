"""Prefect's own API and database in this process, without a service around it: what the endpoint asks of it is real."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine

from deployments import api
from deployments.orchestrator import Orchestrator
from draftreel.settings import Settings
from flows.naming import DEPLOYMENT, FLOW


class Docket:
    """Prefect's queue of chores, which here nobody does."""

    def add(self, *_: object, **__: object):
        async def later(*_: object, **__: object) -> None:
            return None

        return later


@dataclass
class RealPrefect:
    """`database` is its file; `asked` the statements of the last look, with their parameters."""

    database: Path
    loop: asyncio.Runner
    prefect: httpx.AsyncClient
    endpoint: httpx.AsyncClient
    orchestrator: Orchestrator
    deployment: str = ""
    asked: list[tuple[str, object]] = field(default_factory=list)

    def post(self, path: str, body: object) -> httpx.Response:
        """A call of our endpoint."""
        return self.loop.run(self.endpoint.post(path, json=body))

    def get(self, path: str, **query: object) -> httpx.Response:
        return self.loop.run(self.endpoint.get(path, params=query))

    def prefect_post(self, path: str, body: object) -> httpx.Response:
        """A call of Prefect's, as its runner makes them."""
        return self.loop.run(self.prefect.post(path, json=body))

    @contextmanager
    def looking(self) -> Iterator[list[tuple[str, object]]]:
        """The SQL that is sent within the block."""
        seen: list[tuple[str, object]] = []

        def note(connection, cursor, statement, parameters, context, many):
            seen.append((statement, parameters))

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def serving_prefect(folder: Path, **given: object) -> Iterator[RealPrefect]:
    """With a deployment of gen_video that no runner asks for, and our endpoint over it."""
    from prefect.server.api.server import create_app  # noqa: PLC0415 - takes seconds
    from prefect.server.database import provide_database_interface  # noqa: PLC0415
    from prefect.settings import (  # noqa: PLC0415
        PREFECT_HOME,
        PREFECT_SERVER_DATABASE_CONNECTION_URL,
        temporary_settings,
    )

    database = folder / "prefect.db"
    url = f"sqlite+aiosqlite:///{database}"
    settings = Settings(
        _env_file=None,
        **{"data": folder, "allow_hosts": "127.0.0.1", "disk_reserve_bytes": 0, "status_cache_s": 0} | given,
    )
    with (
        temporary_settings({PREFECT_HOME: folder, PREFECT_SERVER_DATABASE_CONNECTION_URL: url}),
        asyncio.Runner() as loop,
    ):
        loop.run(provide_database_interface().create_db())
        prefect_api = create_app(ephemeral=True, ignore_cache=True).api_app
        prefect_api.state.docket = Docket()
        transport = httpx.ASGITransport(prefect_api)
        prefect = httpx.AsyncClient(transport=transport, base_url="http://prefect")
        orchestrator = Orchestrator(prefect)
        ours = httpx.ASGITransport(api.create(settings, orchestrator))
        endpoint = httpx.AsyncClient(transport=ours, base_url="http://ours")
        real = RealPrefect(database, loop, prefect, endpoint, orchestrator)
        flow = real.prefect_post("/flows/", {"name": FLOW}).json()["id"]
        deployed = real.prefect_post("/deployments/", {"name": DEPLOYMENT, "flow_id": flow})
        real.deployment = deployed.json()["id"]
        yield real
