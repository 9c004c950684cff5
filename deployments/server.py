"""Everything that answers on the service's one port: gen_video, films, health, and Prefect with its UI."""

import logging
import os

import httpx
from prefect.server.api.server import create_app
from starlette.routing import Mount
from starlette.types import ASGIApp

from deployments import api, films
from deployments.door import Door
from deployments.environment import AUTH
from deployments.health import health
from deployments.orchestrator import Orchestrator
from deployments.prefect_api import authorization
from deployments.sqlite import begin_immediately
from draftreel.settings import Settings


def create() -> ASGIApp:
    """The application, for `uvicorn --factory deployments.server:create`."""
    begin_immediately()
    logging.getLogger("uvicorn.error").addFilter(lambda record: "graceful shutdown" not in record.getMessage())
    settings, app = Settings(), create_app()
    prefect = Orchestrator(_client(app.api_app))  # type: ignore[attr-defined] # Prefect puts it there
    # before Prefect's UI, which answers to everything that nobody else does
    app.router.routes[:0] = [
        Mount("/openapi", api.create(settings, prefect)),
        Mount("/films", films.routes(settings)),
        health(prefect),
    ]
    return Door(app, settings.host, open_to_all=bool(os.environ.get(AUTH)))


def _client(prefect_api: ASGIApp) -> httpx.AsyncClient:
    """Prefect in the same process, asked without a socket."""
    transport = httpx.ASGITransport(app=prefect_api)
    return httpx.AsyncClient(transport=transport, base_url="http://prefect", headers=authorization())
