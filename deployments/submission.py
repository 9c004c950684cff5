"""What a caller may send: a small JSON object that names a draft."""

import json
from typing import Self

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from deployments.answers import BodyTooLarge, ParameterInvalid
from draftreel.errors import MissingAddressError, RequestError

BODY_BYTES = 1_000_000


class Wanted(BaseModel):
    """Our own optional fields: the film's size, rate and quality."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    width: int | None = Field(None, ge=16, le=8192)
    height: int | None = Field(None, ge=16, le=8192)
    fps: float | None = Field(None, ge=1, le=240)
    quality: int | None = Field(None, ge=0, le=51)


class Submission(BaseModel):
    """A request, as far as it can be understood without looking at the address."""

    model_config = ConfigDict(frozen=True)

    draft_url: str
    api_key: str = ""
    wanted: Wanted = Wanted()

    @classmethod
    async def read(cls, request: Request) -> Self:
        """The request's body. Raises MissingAddressError, RequestError, ParameterInvalid, BodyTooLarge."""
        fields = _fields(await _body(request), request.headers.get("content-type", ""))
        key = fields.get("apiKey")
        return cls(draft_url=_url(fields), api_key=key if isinstance(key, str) else "", wanted=_wanted(fields))


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > BODY_BYTES:
            raise BodyTooLarge(f"at most {BODY_BYTES} bytes")
    return bytes(body)


def _fields(body: bytes, content_type: str) -> dict[str, object]:
    if "json" not in content_type.partition(";")[0]:
        raise MissingAddressError("the request is not application/json")
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise MissingAddressError("the request is not JSON") from exc
    if not isinstance(fields, dict):
        raise MissingAddressError("the request is not a JSON object")
    return fields


def _url(fields: dict[str, object]) -> str:
    url = fields.get("draft_url")
    if url is None or (isinstance(url, str) and not url.strip()):
        raise MissingAddressError
    if not isinstance(url, str):
        raise RequestError("not a string")
    return url.strip()


def _wanted(fields: dict[str, object]) -> Wanted:
    try:
        return Wanted.model_validate(fields)
    except ValidationError as exc:
        names = ", ".join(sorted({str(error["loc"][0]) for error in exc.errors()}))
        raise ParameterInvalid(names) from exc
