"""Telling whoever asked for a film that it is done: one signed POST."""

import hashlib
import hmac
from dataclasses import dataclass

from draftreel.intake import FetchPolicy
from draftreel.intake.network import send

SIGNATURE, DELIVERY = "X-Signature", "X-Draftreel-Run"
"""The header that proves who calls, and the one by which a second call for the same run is told."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What is said, where, and about which run; `secret` is shared with whoever is called."""

    url: str
    body: bytes
    run: str
    secret: bytes


def call_back(callback: Callback, policy: FetchPolicy) -> None:
    """Make the call. Raises NotDelivered."""
    headers = {
        "content-type": "application/json",
        SIGNATURE: signature(callback.body, callback.secret),
        DELIVERY: callback.run,
    }
    send(callback.url, callback.body, headers, policy)


def signature(body: bytes, secret: bytes) -> str:
    """The HMAC of the raw body as the header has it."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
