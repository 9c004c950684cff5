"""What the runner looks after every second: runs that are to end."""

import asyncio
import logging
from uuid import UUID

from draftreel.settings import Settings
from flows.cancelling import end_cancelled

EVERY_S = 1.0
CANCELLED_AFTER_S = 2.5
"""A run's own process has ended by then."""

_log = logging.getLogger(__name__)


async def attend(deployment: UUID, settings: Settings) -> None:
    """Have cancelled runs be so, for as long as the runner runs."""
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await asyncio.to_thread(end_cancelled, deployment, settings, CANCELLED_AFTER_S)
        except Exception:  # noqa: BLE001 - the orchestrator may be away
            _log.info("could not look for cancelled runs", exc_info=True)
