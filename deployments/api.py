"""The endpoints of gen_video, and how they say that something is wrong."""

import logging
from importlib.metadata import version

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from deployments import control, drafts, videos
from deployments.answers import failure
from deployments.calls import Service
from deployments.description import described
from deployments.orchestrator import Orchestrator
from deployments.words import (
    CallFailed,
    NothingHere,
    ParameterInvalid,
    StatusUnknown,
    SubmissionFailed,
    WrongMethod,
)
from draftreel.errors import DraftreelError
from draftreel.settings import Settings

_log = logging.getLogger(__name__)
ROUTERS = (videos.router, control.router, drafts.router)
"""Groups of endpoints, one module each."""
_UNFORESEEN: dict[str, type[DraftreelError]] = {"gen_video": SubmissionFailed, "gen_video_status": StatusUnknown}


def create(settings: Settings, prefect: Orchestrator) -> FastAPI:
    """The endpoint, to be mounted at /openapi."""
    app = FastAPI(title="gen_video", version=version("draftreel"), docs_url=None, redoc_url=None)
    app.state.settings, app.state.service = settings, Service.over(settings, prefect)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = described(app, compat=settings.compat)  # type: ignore[method-assign] # as its docs have it
    app.add_exception_handler(DraftreelError, _ours)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _unforeseen)
    return app


async def _ours(request: Request, error: Exception) -> Response:
    return failure(request, error if isinstance(error, DraftreelError) else CallFailed())


async def _malformed(request: Request, error: Exception) -> Response:
    errors = error.errors() if isinstance(error, RequestValidationError) else ()
    return failure(request, ParameterInvalid(", ".join(sorted({str(each["loc"][-1]) for each in errors}))))


async def _routing(request: Request, error: Exception) -> Response:
    wrong_method = isinstance(error, HTTPException) and error.status_code == WrongMethod.code
    return failure(request, WrongMethod() if wrong_method else NothingHere())


async def _unforeseen(request: Request, error: Exception) -> Response:
    _log.error("%s: %s", request.url.path, type(error).__name__)
    return failure(request, _UNFORESEEN.get(request.url.path.rpartition("/")[2], CallFailed)())
