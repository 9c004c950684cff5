"""Requests and answers as the OpenAPI document describes them; the endpoints read and write them by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from deployments.submission import Beside, Wanted

Word = Literal["pending", "processing", "completed", "failed"]
_URL = "The complete URL of a draft, https://<host>/openapi/capcut-mate/v1/get_draft?draft_id=<id>."


class DraftRequest(BaseModel):
    """A draft, by its URL, or by its id where the service knows the draft's server."""

    draft_url: str | None = Field(None, description=_URL)
    draft_id: str | None = Field(None, description="Instead of draft_url, where a draft server is configured.")
    apiKey: str | None = Field(None, description="The caller's key, where keys are set; empty is none.")  # noqa: N815 - its name in the contract


class SubmitRequest(DraftRequest, Wanted, Beside):
    """A draft and what is wanted of its film."""


class Answer(BaseModel):
    """What every good answer has."""

    code: Literal[0]


class Said(Answer):
    """A good answer that is a message."""

    message: str


class Status(BaseModel):
    """A film that was asked for."""

    draft_url: str
    status: Word
    progress: int = Field(ge=0, le=100)
    video_url: str
    error_message: str
    error_code: int | None = Field(None, description="The number of the error, when failed.")
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    metadata: dict[str, object] | None = Field(None, description="As it was given at submit.")


class StatusAnswer(Status, Answer):
    """How far a film is. A callback's body is the same."""


class CountAnswer(Answer):
    """How many films wait or are being made."""

    count: int = Field(ge=0)


class ListAnswer(Answer):
    """Films that were asked for, the newest first."""

    films: list[Status]


class Shown(BaseModel):
    """Something of the draft that is not shown exactly as it was asked for."""

    code: str
    place: str
    asked: str
    shown: str
    fidelity: Literal["exact", "close", "stand-in", "missing"]


class FilesAnswer(Answer):
    """The addresses of a draft's files."""

    message: str
    files: list[str]


class UploadAnswer(Said):
    """A draft that was taken in: `draft_url` is what gen_video takes."""

    draft_url: str
    draft_id: str
    files: int = Field(ge=1)
    expires_at: datetime


class FilmReport(BaseModel):
    """A film's facts, and what in it is not exact."""

    width: int
    height: int
    fps: str
    frames: int
    duration_us: int
    film_bytes: int
    counts: dict[str, int]
    diagnostics: list[Shown]


class ReportAnswer(Answer):
    """What became of a draft."""

    draft_url: str
    report: FilmReport


class Refusal(BaseModel):
    """What every bad answer is."""

    detail: str
    message: str
    code: int


class CompatRefusal(BaseModel):
    """What every bad answer is in capcut-mate's envelope, with HTTP 200."""

    code: int = Field(ge=1000)
    message: str


REQUESTS: Sequence[type[BaseModel]] = (DraftRequest, SubmitRequest, CompatRefusal)
"""The models that no endpoint declares by itself."""

_REASONS: Mapping[int, str] = {
    400: "The request, or the draft's URL in it, is not what it must be",
    401: "Keys are set, and the caller has none",
    404: "There is no such task, or no report of it",
    409: "The task has ended",
    413: "The request is too large",
    429: "Too many requests with this key",
    500: "The service failed",
    503: "The queue is full, the disk is, or the orchestrator does not answer",
}
Responses = dict[int | str, dict[str, object]]


def refusals(*codes: int) -> Responses:
    """The bad answers that an endpoint may give, beside those that every one may."""
    return {code: {"model": Refusal, "description": _REASONS[code]} for code in sorted({*codes, 400, 401, 429, 500})}


def body(model: type[BaseModel]) -> dict[str, object]:
    """A request's body, described."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
