"""The envelope of every answer: the documented one, or capcut-mate's, in the caller's language."""

from collections.abc import Iterator, Mapping, Sequence

from fastapi import Request
from fastapi.responses import JSONResponse

from deployments.words import SUCCESS, TooManyRequests, compat_code, in_chinese
from draftreel.errors import BusyError, DraftreelError

Field = str | int | float | bool | None | Sequence["Field"] | Mapping[str, "Field"]
"""What JSON can say."""
Fields = Mapping[str, Field]

RETRY_AFTER_S = 10


def success(request: Request, fields: Fields, message: str = "") -> JSONResponse:
    """A good answer: its fields, and `code` 0 for the clients that look at nothing else."""
    said = _in_the_callers_words(request, message or (SUCCESS if _is_compat(request) else ""))
    return JSONResponse({"code": 0} | ({"message": said} if said else {}) | dict(fields))


def failure(request: Request, error: DraftreelError) -> JSONResponse:
    """A bad answer, with the documented message and number."""
    said = _in_the_callers_words(request, error.headline)
    if _is_compat(request):
        return JSONResponse({"code": compat_code(error), "message": said})
    body = {"detail": f"{said}: {error.detail}" if error.detail else said, "message": said, "code": error.code}
    return JSONResponse(body, status_code=error.code, headers=_headers(error))


def _headers(error: DraftreelError) -> dict[str, str] | None:
    passes = error.code in {BusyError.code, TooManyRequests.code}
    return {"Retry-After": str(RETRY_AFTER_S)} if passes else None


def _is_compat(request: Request) -> bool:
    return bool(request.app.state.settings.compat)


def _in_the_callers_words(request: Request, message: str) -> str:
    """English is the documented envelope's own language, Chinese is capcut-mate's."""
    own = "zh" if _is_compat(request) else "en"
    return in_chinese(message) if language(request.headers.get("accept-language", ""), own) == "zh" else message


def language(accepted: str, own: str) -> str:
    """The one of `zh` and `en` that an Accept-Language header likes best; `own` where it names neither."""
    liked = dict(reversed(list(_liked(accepted))))
    wanted = {code: weight for code, weight in liked.items() if code in {"zh", "en"} and weight > 0}
    return max(wanted, key=lambda code: wanted[code], default=own)


def _liked(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted[:1000].split(","):
        tag, _, weight = part.partition(";")
        value = weight.strip().removeprefix("q=")
        number = float(value) if value.replace(".", "", 1).isdecimal() and value.isascii() else 1.0
        yield tag.strip().lower().partition("-")[0], number
