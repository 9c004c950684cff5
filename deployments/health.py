"""Whether gen_video can be called, for those who watch."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from deployments.orchestrator import Orchestrator


def health(prefect: Orchestrator) -> Route:
    """GET /health: 200 once a film that is asked for would be begun."""

    async def answer(_: Request) -> Response:
        ready = await prefect.is_ready()
        return JSONResponse({"status": "ok" if ready else "starting"}, status_code=200 if ready else 503)

    return Route("/health", answer)
