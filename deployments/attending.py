"""What the runner looks after every second: runs that are to end, to wait, or to be told of."""

import asyncio
import logging
import os
from collections.abc import Awaitable
from datetime import timedelta
from itertools import count
from uuid import UUID

import httpx

from deployments.callbacks import Callbacks
from deployments.orchestrator import Orchestrator
from deployments.prefect_api import authorization
from draftreel.settings import Settings
from flows.cancelling import end_cancelled
from flows.recovery import sweep_admitted
from tasks.callback import call_back

EVERY_S = 1.0
CANCELLED_AFTER_S = 2.5
"""A run's own process has ended by then."""
ADMITTED_AFTER_S = 20.0
"""Whoever admitted a run has said its place by then, or died."""
RECENT, FAR, FAR_EVERY = timedelta(minutes=15), timedelta(days=2), 60
"""Callbacks are looked for among the last runs; at the start and now and then among all that somebody may wait for."""

_log = logging.getLogger(__name__)


async def attend(deployment: UUID, settings: Settings) -> None:
    """Have cancelled runs be so, admitted ones queued and callbacks made, for as long as the runner runs."""
    url = os.environ["PREFECT_API_URL"]
    async with httpx.AsyncClient(base_url=url, headers=authorization(), trust_env=False) as client:
        callbacks = Callbacks(settings, Orchestrator(client), call_back)
        for turn in count():
            await asyncio.sleep(EVERY_S)
            await _tried(asyncio.to_thread(end_cancelled, deployment, settings, CANCELLED_AFTER_S))
            await _tried(asyncio.to_thread(sweep_admitted, deployment, ADMITTED_AFTER_S))
            await _tried(callbacks.make_due(RECENT if turn % FAR_EVERY else FAR))


async def _tried(work: Awaitable[object]) -> None:
    """The orchestrator may be away; it will be back."""
    try:
        await work
    except Exception:  # noqa: BLE001 - whatever it was, the next second has its chance
        _log.info("could not look after the runs", exc_info=True)
