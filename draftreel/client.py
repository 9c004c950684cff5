"""A running service, asked for films over its gen_video API."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from draftreel.errors import (
    BusyError,
    DraftEmpty,
    DraftError,
    DraftNotFound,
    DraftreelError,
    MaterialError,
    RenderError,
    RequestError,
)
from draftreel.settings import Settings

BASE = "/openapi/capcut-mate/v1"
POLL_S = 1.0
PATIENCE_S = 60.0
"""How long a service that is away in the middle of a film is waited for: it is started again within that time."""
_ENGLISH = {"Accept-Language": "en"}
_CALLERS_FAULT = frozenset({400, 401, 413, 1001, 2001, 2036})
"""The numbers that say so, capcut-mate's own (`compat`) among them."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a film is; `record` is the service's answer as it came."""

    status: str
    progress: int
    video_url: str
    error_message: str
    record: dict[str, Any]


def submit(settings: Settings, draft_url: str) -> str:
    """Ask for a film; what the service says. Raises DraftreelError."""
    return str(_asked(settings, "gen_video", draft_url).get("message", ""))


def status(settings: Settings, draft_url: str) -> Status:
    """How far the film is. Raises DraftreelError."""
    answer = _asked(settings, "gen_video_status", draft_url)
    return Status(
        str(answer.get("status", "")),
        int(answer.get("progress", 0)),
        str(answer.get("video_url", "")),
        str(answer.get("error_message", "")),
        answer,
    )


def wait(settings: Settings, draft_url: str, watch: Callable[[int], None]) -> Status:
    """The film's status once it is done; `watch` is told the progress in percent. Raises DraftreelError."""
    while True:
        now = _sooner_or_later(settings, draft_url)
        watch(now.progress)
        if now.status == "completed":
            return now
        if now.status == "failed":
            raise error_for(int(now.record.get("error_code", 500)), now.error_message)
        time.sleep(POLL_S)


def _sooner_or_later(settings: Settings, draft_url: str) -> Status:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return status(settings, draft_url)
        except (BusyError, ServiceRenderError):
            if time.monotonic() > deadline:
                raise
            time.sleep(POLL_S)


def _asked(settings: Settings, verb: str, draft_url: str) -> dict[str, Any]:
    body = {"draft_url": draft_url, "apiKey": next(iter(settings.known_keys), "")}
    try:
        answer = httpx.post(
            f"{settings.base_url}{BASE}/{verb}", json=body, headers=_ENGLISH, timeout=30, trust_env=False
        )
        record = _object(answer.json())
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as exc:
        raise BusyError(f"no service answers at {settings.base_url}", transient=True) from exc
    if code := int(record.get("code") or 0):
        raise error_for(code, str(record.get("detail") or record.get("message", "")))
    return record


def _object(answer: object) -> dict[str, Any]:
    """Raises ValueError for what is no answer of the service's."""
    if not isinstance(answer, dict) or "code" not in answer:
        raise ValueError
    return answer


class ServiceError(DraftreelError):
    """The service's own words are the whole message."""

    def __str__(self) -> str:
        return self.detail


class ServiceRequestError(ServiceError, RequestError):
    """The service says that the request is at fault."""


class ServiceDraftError(ServiceError, DraftError):
    """The service says that the draft is at fault."""


class ServiceMaterialError(ServiceError, MaterialError):
    """The service says that a material is at fault."""


class ServiceRenderError(ServiceError, RenderError):
    """The service says that it failed."""


def error_for(code: int, message: str) -> DraftreelError:
    """The service's message as an error of ours, so that the exit code is the one for its kind."""
    if message.startswith(MaterialError.headline):
        return ServiceMaterialError(message)
    if message.startswith((DraftEmpty.headline, DraftNotFound.headline)):
        return ServiceDraftError(message)
    return ServiceRequestError(message) if code in _CALLERS_FAULT else ServiceRenderError(message)
