"""What a caller may send: a small JSON object that names a draft."""

import json
from collections.abc import Mapping
from typing import Annotated, Self, TypeVar
from urllib.parse import quote

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from deployments.words import BodyTooLarge, ParameterInvalid
from draftreel.ability import is_available
from draftreel.choices import WORST_CRF, Codec, Format, Quality, check_gif, chosen
from draftreel.errors import MissingAddressError, RequestError
from draftreel.intake.network import LENGTH_LIMIT

BODY_BYTES = 1_000_000
METADATA_BYTES = 1024
T = TypeVar("T", bound=BaseModel)
_GET_DRAFT = "/openapi/capcut-mate/v1/get_draft?draft_id="


def _small(metadata: dict[str, object] | None) -> dict[str, object] | None:
    """Metadata that can be told as it was: JSON has no infinity, and UTF-8 no halves of characters."""
    try:
        text = json.dumps(metadata, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except RecursionError as exc:
        raise ValueError("too deep") from exc
    if len(text) > METADATA_BYTES:
        raise ValueError(f"longer than {METADATA_BYTES} bytes")
    return metadata


class Wanted(BaseModel):
    """Our own optional fields: the film's size, rate, quality, codec and format, its poster, or its sound alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    width: int | None = Field(None, ge=16, le=8192)
    height: int | None = Field(None, ge=16, le=8192)
    fps: float | None = Field(None, ge=1, le=240)
    quality: Quality | Annotated[int, Field(ge=0, le=WORST_CRF)] | None = Field(
        None, description="preview, standard, high, or a CRF in x264's measure: lower is better and larger."
    )
    codec: Codec | None = Field(
        None, description="Of MP4: h264, hevc or av1; of QuickTime: h264 or hevc; of WebM: vp9 or av1."
    )
    format: Format | None = Field(None, description="mp4 unless said; with audio_only m4a, mp3, wav, flac or opus.")
    poster_s: float | None = Field(None, ge=0, allow_inf_nan=False, description="Seconds; a third into it unless said.")
    audio_only: bool | None = Field(None, description="The sound without pictures.")


class Beside(BaseModel):
    """Our own optional fields that are not about the film: who is told of it, with what, and how urgent it is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    callback_url: Annotated[str, Field(max_length=LENGTH_LIMIT)] | None = None
    metadata: Annotated[dict[str, object], AfterValidator(_small)] | None = None
    priority: int = Field(0, ge=0, le=9)


class Submission(BaseModel):
    """A request, as far as it can be understood without looking at the address."""

    model_config = ConfigDict(frozen=True)

    draft_url: str
    api_key: str = ""
    wanted: Wanted = Wanted()
    beside: Beside = Beside()

    @classmethod
    async def read(cls, request: Request) -> Self:
        """The request's body. Raises MissingAddressError, RequestError, ParameterInvalid, BodyTooLarge."""
        fields = _fields(await _body(request), request.headers.get("content-type", ""))
        key, base = fields.get("apiKey"), request.app.state.settings.draft_server
        return cls(
            draft_url=_url(fields, base),
            api_key=key if isinstance(key, str) and is_text(key) else "",
            wanted=makeable(_validated(Wanted, fields)),
            beside=_validated(Beside, fields),
        )


def makeable(wanted: Wanted) -> Wanted:
    """What is wanted, when it goes together and can be encoded here. Raises ParameterInvalid, which says what not."""
    try:
        choice = chosen(wanted.format, wanted.codec, audio_only=bool(wanted.audio_only))
        if choice.format is Format.GIF:
            check_gif(wanted.width, wanted.height, wanted.fps)
    except ValueError as exc:
        raise ParameterInvalid(str(exc)) from exc
    if choice.codec and choice.codec is not Codec.H264 and not is_available(choice.codec):
        raise ParameterInvalid(f"{choice.codec} cannot be encoded here")
    return wanted


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


def _url(fields: Mapping[str, object], base: str) -> str:
    url = chosen_url(fields.get("draft_url"), fields.get("draft_id"), base)
    if url is None or (isinstance(url, str) and not url.strip()):
        raise MissingAddressError
    if not isinstance(url, str) or not is_text(url):
        raise RequestError("not a text")
    return url.strip()


def is_text(text: str) -> bool:
    """Whether it has whole characters only: JSON can write halves of them, which nothing can be done with."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def chosen_url(url: object, draft_id: object, base: str) -> object:
    """The draft's URL; where only its id is given, and we know the server that has it, the URL there."""
    if base and isinstance(draft_id, str) and draft_id.strip() and (url is None or url == ""):
        return f"{base.rstrip('/')}{_GET_DRAFT}{quote(draft_id.strip(), safe='', errors='replace')}"
    return url


def _validated(kind: type[T], fields: Mapping[str, object]) -> T:
    try:
        return kind.model_validate(fields)
    except ValidationError as exc:
        names = ", ".join(sorted({str(error["loc"][0]) for error in exc.errors()}))
        raise ParameterInvalid(names) from exc
