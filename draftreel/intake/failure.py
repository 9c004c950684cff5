"""Why a fetch failed, before it is known whether a draft or a material is the worse for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from draftreel.errors import AddressError
from draftreel.intake.dialling import NoSuchHost

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522, 523, 524})


class FetchFailed(Exception):
    """A fetch that brought nothing: `reason` is safe to show, `status` is 0 where nobody answered.

    `answering` is False where there is no server at that address to ask again; `wait_s`
    is what the server asked for (Retry-After).
    """

    def __init__(
        self, reason: str, *, status: int = 0, transient: bool = False, answering: bool = True, wait_s: float = 0.0
    ) -> None:
        super().__init__(reason)
        self.reason, self.status, self.transient = reason, status, transient
        self.answering, self.wait_s = answering, wait_s


@contextmanager
def failures() -> Iterator[None]:
    """Whatever httpx raises comes out as FetchFailed."""
    try:
        yield
    except AddressError as exc:
        raise FetchFailed(exc.detail, answering=False) from exc
    except NoSuchHost as exc:
        raise FetchFailed("no such host", transient=True, answering=False) from exc
    except httpx.TimeoutException as exc:
        raise FetchFailed("timed out", transient=True) from exc
    except httpx.ConnectError as exc:
        raise FetchFailed("no connection", transient=True, answering=False) from exc
    except httpx.TooManyRedirects as exc:
        raise FetchFailed("too many redirects") from exc
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError, ValueError) as exc:
        raise FetchFailed("redirected to no http address") from exc
    except (httpx.HTTPError, httpx.StreamError, OSError) as exc:
        raise FetchFailed("cut off", transient=True) from exc


def check_status(response: httpx.Response) -> None:
    """Raises FetchFailed unless the server answers with what was asked for, uncompressed."""
    status = response.status_code
    if status not in (200, 206):
        raise FetchFailed(f"HTTP {status}", status=status, transient=passes(status), wait_s=_wait(response))
    if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
        raise FetchFailed("compressed by the server, though asked not to")


def passes(status: int) -> bool:
    """Whether a server that answers with this HTTP status may answer otherwise later."""
    return status in _PASSING


def _wait(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isdecimal() and len(asked) < 6 else 0.0
