"""Everything that answers on the service's one port: gen_video, films, health, and Prefect with its UI."""

import logging
import os

import httpx
from prefect.server.api.server import create_app
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from deployments import api, films
from deployments.door import PUBLIC, Door
from deployments.environment import AUTH
from deployments.health import health
from deployments.orchestrator import Orchestrator
from deployments.prefect_api import authorization
from deployments.sqlite import begin_immediately, keep_little
from draftreel.settings import Settings


def create() -> ASGIApp:
    """The application, for `uvicorn --factory deployments.server:create`."""
    begin_immediately()
    keep_little()
    logging.getLogger("uvicorn.error").addFilter(lambda record: "graceful shutdown" not in record.getMessage())
    settings, app = Settings(), create_app()
    prefect = Orchestrator(_client(app.api_app))  # type: ignore[attr-defined] # Prefect puts it there
    ours = Router(
        [
            Mount("/openapi", api.create(settings, prefect)),
            Mount("/films", films.routes(settings)),
            health(prefect),
        ]
    )
    return Door(_beside(ours, app), settings.host, open_to_all=bool(os.environ.get(AUTH)))


def _beside(ours: ASGIApp, prefect: ASGIApp) -> ASGIApp:
    """Our own addresses, without what Prefect's app does to every call; everything else is Prefect's."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and str(scope["path"]).startswith(PUBLIC)
        await (ours if is_ours else prefect)(scope, receive, send)

    return app


def _client(prefect_api: ASGIApp) -> httpx.AsyncClient:
    """Prefect in the same process, asked without a socket."""
    transport = httpx.ASGITransport(app=prefect_api)
    return httpx.AsyncClient(transport=transport, base_url="http://prefect", headers=authorization())
