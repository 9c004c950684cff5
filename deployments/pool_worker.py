"""A machine that makes films for a work pool: Prefect's process worker, with what `serve`'s runner has.

`python -m deployments.pool_worker`, with PREFECT_API_URL. A run's process ends with it; told to stop, it gives its
films back to the queue; the data folder is kept within its limit.
"""

import asyncio
import logging
import os
import signal
import sys
from uuid import UUID

import anyio.abc
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_WORKER_QUERY_SECONDS, temporary_settings
from prefect.states import AwaitingRetry
from prefect.workers.process import ProcessJobConfiguration, ProcessWorker, ProcessWorkerResult

from deployments.environment import ROOT
from deployments.tidying import keep_tidy
from draftreel.settings import Settings, read_settings
from flows.lifeline import RUNNER
from flows.recovery import STOPPED

POOL = "render"
GIVEN_BACK_WITHIN_S = 5.0

_log = logging.getLogger(__name__)


class Hands:
    """Prefect's process worker, and which runs it has in hand."""

    def __init__(self, pool: str, limit: int) -> None:
        """`limit` films at the same time."""
        self.worker = ProcessWorker(work_pool_name=pool, limit=limit)
        self.runs: set[UUID] = set()
        self._run = self.worker.run
        self.worker.run = self._noted  # type: ignore[method-assign] # a subclass would be registered in its place

    async def _noted(
        self,
        flow_run: FlowRun,
        configuration: ProcessJobConfiguration,
        task_status: "anyio.abc.TaskStatus[int] | None" = None,
    ) -> ProcessWorkerResult:
        self.runs.add(flow_run.id)
        try:
            return await self._run(flow_run, configuration, task_status)
        finally:
            self.runs.discard(flow_run.id)


async def work(settings: Settings) -> None:
    """Ask for work until told to stop; then end at once, films in hand and all."""
    settings.data.mkdir(parents=True, exist_ok=True)
    hands, told = Hands(POOL, settings.films_at_once), asyncio.Event()
    working = asyncio.create_task(hands.worker.start())
    beside = asyncio.create_task(keep_tidy(settings))
    stopping = asyncio.create_task(told.wait())
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, told.set)
    await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    beside.cancel()
    if told.is_set():
        await _give_back(hands.runs)
        os._exit(0)  # the runs' processes end with this one; asked to end, Prefect's worker would have them crash
    await working


async def _give_back(runs: set[UUID]) -> None:
    """Another worker goes on with them at once; without an answer the keeper finds them."""
    try:
        async with asyncio.timeout(GIVEN_BACK_WITHIN_S), get_client() as client:
            for run in runs:
                await client.set_flow_run_state(run, AwaitingRetry(message=STOPPED), force=True)
    except Exception:  # noqa: BLE001 - see above
        _log.warning("%d films could not be given back", len(runs), exc_info=True)


def main() -> int:
    """The command."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    os.environ |= {RUNNER: str(os.getpid()), "DRAFTREEL_HOME": str(ROOT)}
    with temporary_settings(set_defaults={PREFECT_WORKER_QUERY_SECONDS: 1}):  # its own 10 are what a short film takes
        asyncio.run(work(read_settings()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
