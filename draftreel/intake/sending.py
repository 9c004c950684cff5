"""A few bytes sent to an address that a stranger gave: dialled under the same guard as everything that is fetched."""

from collections.abc import Mapping
from dataclasses import replace

import httpx

from draftreel.errors import DraftreelError
from draftreel.intake.dialling import Resolve, system_resolve
from draftreel.intake.failure import FetchFailed, failures, passes
from draftreel.intake.fetch import client
from draftreel.intake.policy import FetchPolicy

TOTAL_S = 30.0


class NotDelivered(DraftreelError):
    """Nobody took what was sent: the detail says why."""

    headline = "Callback failed"


def send(
    url: str, body: bytes, headers: Mapping[str, str], policy: FetchPolicy, resolve: Resolve = system_resolve
) -> None:
    """POST a body to an address; any 2xx is a delivery, redirects are not followed.

    Raises NotDelivered, `transient` where a later try may help.
    """
    try:
        with client(replace(policy, total_s=min(policy.total_s, TOTAL_S)), resolve) as opened:
            _posted(opened, url, body, headers)
    except FetchFailed as exc:
        raise NotDelivered(exc.reason, transient=exc.transient) from exc


def _posted(opened: httpx.Client, url: str, body: bytes, headers: Mapping[str, str]) -> None:
    with failures(), opened.stream("POST", url, content=body, headers=headers, follow_redirects=False) as response:
        if not response.is_success:
            status = response.status_code
            raise FetchFailed(f"HTTP {status}", status=status, transient=passes(status))
