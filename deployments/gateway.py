"""The endpoint alone, before a Prefect that runs elsewhere: as many of them side by side as callers need.

`uvicorn --factory deployments.gateway:create`, with PREFECT_API_URL, and with PREFECT_API_AUTH_STRING where Prefect has
a password. It knows nothing that another one does not: runs are in Prefect, films in the store, and drafts that are
uploaded in its data folder, which several of them share.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from deployments import api, films
from deployments.health import health
from deployments.orchestrator import Orchestrator
from deployments.prefect_api import authorization
from deployments.tidying import keep_tidy
from draftreel.settings import Settings, read_settings

CONNECTIONS = httpx.Limits(max_connections=100, max_keepalive_connections=20)


def create() -> Starlette:
    """The application. Raises KeyError without PREFECT_API_URL, SettingError."""
    settings = read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    return gateway(settings, os.environ["PREFECT_API_URL"])


def gateway(settings: Settings, prefect_url: str) -> Starlette:
    """gen_video, health, and the films where they are in a folder; nothing of Prefect's own."""
    client = httpx.AsyncClient(base_url=prefect_url, headers=authorization(), trust_env=False, limits=CONNECTIONS)
    prefect = Orchestrator(client, settings.deployment)

    @asynccontextmanager
    async def closing(_: Starlette) -> AsyncIterator[None]:
        tidying = asyncio.create_task(keep_tidy(settings, shared=True))
        async with client:
            yield
        tidying.cancel()

    served = [] if settings.s3_endpoint else [Mount("/films", films.routes(settings))]
    routes = [Mount("/openapi", api.create(settings, prefect)), *served, health(prefect)]
    return Starlette(routes=routes, lifespan=closing)
