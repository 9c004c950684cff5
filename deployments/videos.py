"""The endpoints of capcut-mate's gen_video: submit, status, and how many there are."""

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from deployments import contract
from deployments.admission import make_sure_there_is_room
from deployments.answers import success
from deployments.calls import admit, news, order, service, tags
from deployments.submission import Submission
from deployments.words import SUBMITTED, ParameterInvalid, StatusUnknown, TaskNotFound
from draftreel.errors import AddressError, BusyError
from draftreel.intake import FetchPolicy
from draftreel.intake.network import system_resolve, validate_address, validate_link
from flows.naming import run_name

router = APIRouter(prefix="/capcut-mate/v1", tags=["gen_video"])


@router.post(
    "/gen_video",
    response_model=contract.Said,
    responses=contract.refusals(413, 503),
    openapi_extra=contract.body(contract.SubmitRequest),
)
async def gen_video(request: Request) -> Response:
    """Queue a film of the draft; one that is waiting or being made already is not queued again."""
    behind = service(request)
    submission = await Submission.read(request)
    owner = admit(request, submission.api_key)
    await to_thread.run_sync(_check_addresses, submission, behind.settings.fetch_policy)
    wanted = order(submission, owner)
    previous = await behind.prefect.latest(wanted.name)
    if previous is not None and previous.is_live:
        await behind.prefect.amend(previous, news(submission), tags(submission, owner))
    else:
        await make_sure_there_is_room(owner, behind.settings, behind.prefect)
        await behind.prefect.start(wanted, previous)
    behind.statuses.forget(wanted.name)
    return success(request, {}, SUBMITTED)


@router.post(
    "/gen_video_status",
    response_model=contract.StatusAnswer,
    responses=contract.refusals(404, 413),
    openapi_extra=contract.body(contract.DraftRequest),
)
async def gen_video_status(request: Request) -> Response:
    """How far the film of a draft is, and where it is."""
    behind = service(request)
    submission = await Submission.read(request)
    owner = admit(request, submission.api_key)
    validate_address(submission.draft_url, behind.settings.fetch_policy)
    try:
        run = await behind.statuses.latest(run_name(submission.draft_url, owner))
        if run is None:
            raise TaskNotFound
        return success(request, {**await behind.statuses.status(run), "draft_url": submission.draft_url})
    except BusyError as exc:
        raise StatusUnknown(exc.detail) from exc


@router.get("/gen_video_active_count", response_model=contract.CountAnswer, responses=contract.refusals(503))
async def gen_video_active_count(request: Request) -> Response:
    """How many films wait or are being made."""
    admit(request)
    return success(request, {"count": await service(request).prefect.live_count()})


def _check_addresses(submission: Submission, policy: FetchPolicy) -> None:
    """Raises AddressError, MissingAddressError, ParameterInvalid."""
    validate_address(submission.draft_url, policy, system_resolve)
    if submission.beside.callback_url:
        try:
            validate_link(submission.beside.callback_url, policy, system_resolve)
        except AddressError as exc:
            raise ParameterInvalid(f"callback_url {exc.detail}") from exc
