"""The gen_video endpoint: reads the request, calls one thing, answers."""

import hmac
import logging
import shutil

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from deployments.answers import (
    SUBMITTED,
    KeyInvalid,
    NothingHere,
    StatusUnknown,
    SubmissionFailed,
    TaskNotFound,
    WrongMethod,
    failure,
    success,
)
from deployments.orchestrator import Orchestrator
from deployments.status import status
from deployments.submission import Submission
from draftreel.errors import BusyError, DraftreelError, MissingAddressError
from draftreel.intake import system_resolve, validate_address
from draftreel.settings import Settings

_log = logging.getLogger(__name__)
router = APIRouter(prefix="/capcut-mate/v1", tags=["gen_video"])


def create(settings: Settings, prefect: Orchestrator) -> FastAPI:
    """The endpoint, to be mounted at /openapi."""
    app = FastAPI(title="gen_video", docs_url=None, redoc_url=None)
    app.state.settings, app.state.prefect = settings, prefect
    app.include_router(router)
    app.add_exception_handler(DraftreelError, _ours)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _unforeseen)
    return app


@router.post("/gen_video")
async def gen_video(request: Request) -> Response:
    """Queue a film of the draft; one that is waiting or being made already is not queued again."""
    settings, prefect = _served(request)
    submission = await Submission.read(request)
    _admit(request, settings, submission.api_key)
    await to_thread.run_sync(validate_address, submission.draft_url, settings.fetch_policy, system_resolve)
    previous = await prefect.latest(submission.draft_url)
    if previous is None or not previous.is_live:
        await _make_sure_there_is_room(settings, prefect)
        parameters = {"draft_url": submission.draft_url, **submission.wanted.model_dump(exclude_none=True)}
        await prefect.start(submission.draft_url, parameters, previous)
    return success(request, {}, SUBMITTED)


@router.post("/gen_video_status")
async def gen_video_status(request: Request) -> Response:
    """How far the film of a draft is, and where it is."""
    settings, prefect = _served(request)
    submission = await Submission.read(request)
    _admit(request, settings, submission.api_key)
    validate_address(submission.draft_url, settings.fetch_policy)
    try:
        run = await prefect.latest(submission.draft_url)
        if run is None:
            raise TaskNotFound
        return success(request, await status(submission.draft_url, run, prefect))
    except BusyError as exc:
        raise StatusUnknown(exc.detail) from exc


@router.get("/gen_video_active_count")
async def gen_video_active_count(request: Request) -> Response:
    """How many films wait or are being made."""
    settings, prefect = _served(request)
    _admit(request, settings, "")
    return success(request, {"count": await prefect.live_count()})


def _served(request: Request) -> tuple[Settings, Orchestrator]:
    return request.app.state.settings, request.app.state.prefect


def _admit(request: Request, settings: Settings, key: str) -> None:
    """Raises KeyInvalid when keys are set and the caller has none of them."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    shown = [given.encode() for given in (key, bearer, request.headers.get("x-api-key", "")) if given]
    known = [each.encode() for each in settings.known_keys]
    if known and not any(hmac.compare_digest(given, each) for given in shown for each in known):
        raise KeyInvalid


async def _make_sure_there_is_room(settings: Settings, prefect: Orchestrator) -> None:
    if shutil.disk_usage(settings.data).free < settings.disk_reserve_bytes:
        raise BusyError("the disk is nearly full")
    if await prefect.live_count() >= settings.queue:
        raise BusyError("the queue is full")


async def _ours(request: Request, error: Exception) -> Response:
    return failure(request, error if isinstance(error, DraftreelError) else SubmissionFailed())


async def _malformed(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the framework's signature
    return failure(request, MissingAddressError("the request cannot be read"))


async def _routing(request: Request, error: Exception) -> Response:
    wrong_method = isinstance(error, HTTPException) and error.status_code == WrongMethod.code
    return failure(request, WrongMethod() if wrong_method else NothingHere())


async def _unforeseen(request: Request, error: Exception) -> Response:
    _log.error("%s: %s", request.url.path, type(error).__name__)
    asked = StatusUnknown if request.url.path.endswith("_status") else SubmissionFailed
    return failure(request, asked())
