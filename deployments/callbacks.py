"""Callbacks of runs that have ended: found by a tag that goes when the call was made, so that no crash loses one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from starlette.responses import JSONResponse

from deployments.admission import key_of
from deployments.orchestrator import Orchestrator
from deployments.records import CALLED, NOT_CALLED, TO_BE_CALLED, Run
from deployments.status import Statuses
from draftreel.calling import Callback
from draftreel.errors import DraftreelError
from draftreel.intake import FetchPolicy
from draftreel.settings import Settings
from draftreel.store import load_secret

AT_ONCE = 16
"""Calls at the same time; one to somebody who does not answer waits, with its retries, for some minutes."""
Call = Callable[[Callback, FetchPolicy], object]

_log = logging.getLogger(__name__)


class Callbacks:
    """The calls that are being made by this process: each run's once, unless the process dies in the middle of it."""

    def __init__(self, settings: Settings, prefect: Orchestrator, call: Call) -> None:
        self._settings, self._prefect, self._call = settings, prefect, call
        self._statuses = Statuses(prefect, fresh_s=0)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="callback")
        self._being_made: dict[UUID, asyncio.Task[None]] = {}

    async def make_due(self, within: timedelta) -> None:
        """Begin the calls that are due, of runs that have ended within that time. Raises BusyError."""
        for run in await self._prefect.to_be_called(within):
            if run.id not in self._being_made and len(self._being_made) < AT_ONCE:
                self._being_made[run.id] = asyncio.create_task(self._make(run))

    async def _make(self, run: Run) -> None:
        try:
            await self._prefect.tag(run, _tags(run, await self._made(run)))
        except Exception:  # noqa: BLE001 - the orchestrator is away: the call is made again when it is back
            _log.warning("a callback could not be marked as made", exc_info=True)
        finally:
            del self._being_made[run.id]

    async def _made(self, run: Run) -> str:
        """The tag that says how it went."""
        body = bytes(JSONResponse({"code": 0, **await self._statuses.status(run)}).body)
        callback = Callback(run.callback_url, body, str(run.id), secret_for(run.owner, self._settings))
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._call, callback, self._settings.fetch_policy)
        except Exception as exc:  # noqa: BLE001 - whatever it was, the film is made and the run is not the worse for it
            _log.warning("a callback was given up: %s", exc if isinstance(exc, DraftreelError) else type(exc).__name__)
            return NOT_CALLED
        return CALLED


def secret_for(owner: str, settings: Settings) -> bytes:
    """What a callback is signed with: the setting, or else the caller's own key, or else a secret of ours."""
    said = settings.callback_secret or key_of(owner, settings)
    return said.encode() if said else load_secret(settings.data / "callback-secret")


def _tags(run: Run, result: str) -> tuple[str, ...]:
    return (*(tag for tag in run.tags if tag != TO_BE_CALLED), result)
