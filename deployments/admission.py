"""Who may call, how often, and how much of the queue is theirs."""

import hashlib
import hmac
import ipaddress
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deployments.orchestrator import Orchestrator
from deployments.words import KeyInvalid, TooManyRequests
from draftreel.errors import BusyError
from draftreel.settings import Settings

MINUTE_S = 60.0


def owner_of(key: str) -> str:
    """What a key is known by in the orchestrator: the key cannot be told from it."""
    return f"key-{hmac.new(key.encode(), b'draftreel owner', hashlib.sha256).hexdigest()[:16]}"


def key_of(owner: str, settings: Settings) -> str:
    """The key that an owner's films were asked for with; "" when it is not known any more."""
    return next((key for key in settings.known_keys if owner_of(key) == owner), "")


def shown_keys(headers: Mapping[str, str], body_key: str = "") -> tuple[str, ...]:
    """The keys that a caller shows: in the body, as a bearer token, as X-API-Key."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else ""
    return tuple(key for key in (body_key, bearer, headers.get("x-api-key", "")) if key)


def admitted(shown: tuple[str, ...], settings: Settings) -> str:
    """The owner of the calls with this key; "" where no keys are set. Raises KeyInvalid, after the same time always."""
    if not settings.known_keys:
        return ""
    found = ""
    for known in settings.known_keys:
        for key in shown:
            if hmac.compare_digest(key.encode(), known.encode()):
                found = known
    if not found:
        raise KeyInvalid
    return owner_of(found)


@dataclass
class Rates:
    """How often each owner may call: so many times at once, and again as the minute goes by."""

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, owner: str) -> None:
        """Count a call. Raises TooManyRequests."""
        if not (owner and self.a_minute):
            return
        now = self.clock()
        left, since = self._left.get(owner, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - since) * self.a_minute / MINUTE_S)
        if left < 1:
            raise TooManyRequests(f"at most {self.a_minute} a minute")
        self._left[owner] = left - 1, now


async def make_sure_there_is_room(owner: str, settings: Settings, prefect: Orchestrator) -> None:
    """Raises BusyError when the disk or the queue is full, or the owner's part of it."""
    make_sure_the_disk_has_room(settings)
    if await prefect.live_count() >= settings.queue:
        raise BusyError("the queue is full")
    if owner and len(settings.known_keys) > 1 and await prefect.live_count(owner) >= share(settings):
        raise BusyError("this key's part of the queue is full")


def make_sure_the_disk_has_room(settings: Settings) -> None:
    """Raises BusyError when less is free than is kept in reserve."""
    if shutil.disk_usage(settings.data).free < settings.disk_reserve_bytes:
        raise BusyError("the disk is nearly full")


def share(settings: Settings) -> int:
    """As many films as one of several keys may have waiting or being made."""
    return max(1, int(settings.queue * settings.key_share))


def is_open_to_strangers(settings: Settings) -> bool:
    """Whether other machines can call, and anyone on them may."""
    try:
        at_home = ipaddress.ip_address(settings.host).is_loopback
    except ValueError:
        at_home = settings.host == "localhost"
    return not (at_home or settings.known_keys)
