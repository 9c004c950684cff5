"""A call as every endpoint takes it: admitted, counted, and with what it needs at hand."""

import json
from dataclasses import dataclass

from fastapi import Request

from deployments.admission import Rates, admitted, shown_keys
from deployments.orchestrator import Orchestrator
from deployments.records import CALLBACK_URL, METADATA, OWNER, TO_BE_CALLED, Order
from deployments.status import Statuses
from deployments.submission import Submission
from draftreel.settings import Settings
from flows.naming import run_name


@dataclass(frozen=True, slots=True)
class Service:
    """What stands behind the endpoints, kept at `app.state.service`."""

    settings: Settings
    prefect: Orchestrator
    statuses: Statuses
    rates: Rates

    @classmethod
    def over(cls, settings: Settings, prefect: Orchestrator) -> "Service":
        return cls(settings, prefect, Statuses(prefect, settings.status_cache_s), Rates(settings.key_rate))


def service(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


def admit(request: Request, body_key: str = "") -> str:
    """Whose call it is ("" without keys), counted. Raises KeyInvalid, TooManyRequests."""
    behind = service(request)
    owner = admitted(shown_keys(request.headers, body_key), behind.settings)
    behind.rates.take(owner)
    return owner


def order(submission: Submission, owner: str) -> Order:
    """The film that was asked for, as it is queued."""
    return Order(
        name=run_name(submission.draft_url, owner),
        parameters={"draft_url": submission.draft_url, **submission.wanted.model_dump(exclude_none=True)},
        labels={**news(submission), **({OWNER: owner} if owner else {})},
        tags=tags(submission, owner),
        priority=submission.beside.priority,
    )


def news(submission: Submission) -> dict[str, str]:
    """What the caller wants back with the status, and where to; of several submits the last one counts."""
    metadata, callback = submission.beside.metadata, submission.beside.callback_url
    return {
        **({METADATA: json.dumps(metadata, separators=(",", ":"))} if metadata is not None else {}),
        **({CALLBACK_URL: callback} if callback else {}),
    }


def tags(submission: Submission, owner: str) -> tuple[str, ...]:
    """The tags of a submission's run, by which those of an owner and those to be called back are found."""
    return tuple(tag for tag in (owner, TO_BE_CALLED if submission.beside.callback_url else "") if tag)
