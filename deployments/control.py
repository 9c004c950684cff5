"""Endpoints of our own, beside capcut-mate's: cancel, list, report."""

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response

from deployments import contract
from deployments.answers import Fields, success
from deployments.calls import Service, admit, service
from deployments.records import Page, Run
from deployments.status import states_of, word
from deployments.submission import Submission, chosen_url
from deployments.words import CANCELLED, CANCELLING, ReportNotFound, TaskEnded, TaskNotFound
from draftreel.intake.network import validate_address
from flows.naming import run_name

router = APIRouter(prefix="/draftreel/v1", tags=["draftreel"])

CANCEL_WAIT_S = 5.0
LOOK_EVERY_S = 0.1
LISTED, LISTED_AT_MOST = 50, 200


@router.post(
    "/cancel",
    response_model=contract.Said,
    responses=contract.refusals(404, 409, 413, 503),
    openapi_extra=contract.body(contract.DraftRequest),
)
async def cancel(request: Request) -> Response:
    """End a film that waits or is being made; its status is then failed, "cancelled"."""
    behind = service(request)
    submission = await Submission.read(request)
    owner = admit(request, submission.api_key)
    validate_address(submission.draft_url, behind.settings.fetch_policy)
    name = run_name(submission.draft_url, owner)
    run = await behind.prefect.latest(name)
    if run is None:
        raise TaskNotFound
    if not run.is_live and not run.is_cancelled:
        raise TaskEnded
    over = not run.is_live or await _cancelled(run, behind)
    behind.statuses.forget(name)
    return success(request, {}, CANCELLED if over else CANCELLING)


@router.get("/list", response_model=contract.ListAnswer, responses=contract.refusals(503))
async def list_films(
    request: Request,
    status: contract.Word | None = None,
    limit: Annotated[int, Query(ge=1, le=LISTED_AT_MOST)] = LISTED,
    before: datetime | None = None,
) -> Response:
    """The films that were asked for, the newest first; `before` is the `created_at` of the last one of a list."""
    behind, owner = service(request), admit(request)
    page = Page(owner, states_of(status) if status else (), _aware(before), limit)
    runs = [run for run in await behind.prefect.listed(page) if status in {None, word(run)}]
    return success(request, {"films": await behind.statuses.many(runs)})


@router.get("/report", response_model=contract.ReportAnswer, responses=contract.refusals(404, 503))
async def report(request: Request, draft_url: str | None = None, draft_id: str | None = None) -> Response:
    """What was shown exactly, closely, by a stand-in, or not at all."""
    behind, owner = service(request), admit(request)
    url = chosen_url(draft_url, draft_id, behind.settings.draft_server)
    address = validate_address(url, behind.settings.fetch_policy)
    run = await behind.statuses.latest(run_name(address.url, owner))
    if run is None:
        raise TaskNotFound
    facts = await behind.prefect.report(run)
    if facts is None:
        raise ReportNotFound
    return success(request, {"draft_url": address.url, "report": cast("Fields", json.loads(str(facts)))})


async def _cancelled(run: Run, behind: Service) -> bool:
    """Ask for the run's end and wait for it; whether it came in time."""
    await behind.prefect.cancel(run)
    deadline = time.monotonic() + CANCEL_WAIT_S
    while (now := await behind.prefect.latest(run.name)) and now.id == run.id and now.is_live:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(LOOK_EVERY_S)
    return True


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without a zone is in the zone of all that we say."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
