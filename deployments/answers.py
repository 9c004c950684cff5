"""The words of the gen_video API: what is answered when it goes well, when it does not, and in which envelope."""

from collections.abc import Iterator, Mapping

from fastapi import Request
from fastapi.responses import JSONResponse

from draftreel.errors import BusyError, DraftreelError, MissingAddressError, RequestError

Fields = Mapping[str, str | int | float | bool | None]

SUBMITTED = "Video generation task submitted, please use draft_url to check progress"
RETRY_AFTER_S = 10


class ParameterInvalid(RequestError):
    """One of our own fields is not what it may be."""

    headline = "Invalid parameter"


class BodyTooLarge(RequestError):
    """Nobody needs that many bytes to name a draft."""

    headline = "Request too large"
    code = 413


class KeyInvalid(RequestError):
    """The caller has no key to this service."""

    headline = "Invalid apiKey"
    code = 401


class NothingHere(RequestError):
    """There is nothing at this address."""

    headline = "Not found"
    code = 404


class WrongMethod(RequestError):
    """There is something at this address, but not by this method."""

    headline = "Method not allowed"
    code = 405


class TaskNotFound(RequestError):
    """No film was asked for from this draft."""

    headline = "Video generation task not found"
    code = 404


class StatusUnknown(DraftreelError):
    """The orchestrator does not say."""

    headline = "Video task status query failed"


class SubmissionFailed(DraftreelError):
    """Anything else at submit."""

    headline = "Video generation task submission failed"


_COMPAT_CODES: Mapping[str, int] = {
    MissingAddressError.headline: 1001,
    ParameterInvalid.headline: 1001,
    BodyTooLarge.headline: 1001,
    RequestError.headline: 2001,
    TaskNotFound.headline: 2031,
    KeyInvalid.headline: 2036,
}
_COMPAT_OTHER = 9998
_CHINESE: Mapping[str, str] = {
    SUBMITTED: "视频生成任务已提交，请使用draft_url查询进度",
    MissingAddressError.headline: "draft_url是必填项",
    ParameterInvalid.headline: "参数校验失败",
    RequestError.headline: "无效的草稿URL",
    TaskNotFound.headline: "视频生成任务未找到",
    KeyInvalid.headline: "无效的apiKey",
    StatusUnknown.headline: "视频任务状态查询失败",
    SubmissionFailed.headline: "视频生成任务提交失败",
    BusyError.headline: "服务繁忙",
}


def success(request: Request, fields: Fields, message: str = "") -> JSONResponse:
    """A good answer: its fields, and `code` 0 for the clients that look at nothing else."""
    compat = bool(request.app.state.settings.compat)
    said = _in_the_callers_words(request, message or "success") if compat else message
    return JSONResponse({"code": 0} | ({"message": said} if said else {}) | dict(fields))


def failure(request: Request, error: DraftreelError) -> JSONResponse:
    """A bad answer, with the documented message and number."""
    if request.app.state.settings.compat:
        number = _COMPAT_CODES.get(error.headline, _COMPAT_OTHER)
        return JSONResponse({"code": number, "message": _in_the_callers_words(request, error.headline)})
    headers = {"Retry-After": str(RETRY_AFTER_S)} if error.code == BusyError.code else None
    body = {"detail": str(error), "message": error.headline, "code": error.code}
    return JSONResponse(body, status_code=error.code, headers=headers)


def error_code(message: str) -> int:
    """The number that belongs to a run's error message, by the headline it begins with."""
    kinds = sorted(_family(DraftreelError), key=lambda kind: -len(kind.headline))
    return next((kind.code for kind in kinds if message.startswith(kind.headline)), DraftreelError.code)


def documented(message: str) -> str:
    """A run's error message; one that is not ours may tell of paths and is not repeated."""
    ours = any(message.startswith(kind.headline) for kind in _family(DraftreelError))
    return message if ours else f"{DraftreelError.headline}: the run could not be started"


def _family(kind: type[DraftreelError]) -> Iterator[type[DraftreelError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


def _in_the_callers_words(request: Request, message: str) -> str:
    if request.headers.get("accept-language", "").lower().startswith("en"):
        return message
    return "成功" if message == "success" else _CHINESE.get(message, message)
