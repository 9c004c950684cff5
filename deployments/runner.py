"""The process that runs films: it takes up what was left behind, then asks for work every second."""

import asyncio
import logging
import os
import sys
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.deployments.runner import EntrypointType  # type: ignore[attr-defined] # where its docs have it
from prefect.runner import Runner

from deployments.attending import attend
from deployments.environment import STOPPED
from deployments.tidying import keep_tidy
from draftreel.eviction import clear_abandoned
from draftreel.settings import Settings
from flows.gen_video import gen_video
from flows.lifeline import RUNNER
from flows.naming import DEPLOYMENT
from flows.recovery import sweep_ahead, sweep_all, sweep_crashed, sweep_lost
from flows.render_batch import render_batch

START_S = 180
LOST_EVERY_S = 15
LOST_AFTER_S = 20

_log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Serve the flows until the process is ended."""
    await _orchestrator_is_up()
    runner = Runner(name="draftreel", limit=settings.films_at_once, pause_on_shutdown=False)
    deployment = await _deployed(runner)
    clear_abandoned(settings)
    stopped = settings.data / STOPPED
    if left := await asyncio.to_thread(sweep_all, deployment, settings.attempts, stopped=stopped.exists()):
        _log.warning("%d films that were left behind go on", left)
    stopped.unlink(missing_ok=True)
    loops = (_watch(runner, deployment, settings), keep_tidy(settings), attend(deployment, settings))
    beside = [asyncio.create_task(each) for each in loops]
    try:
        await runner.start()
    finally:
        for each in beside:
            each.cancel()


async def _orchestrator_is_up() -> None:
    async with asyncio.timeout(START_S), get_client() as client:
        while await client.api_healthcheck() is not None:  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.25)


async def _deployed(runner: Runner) -> UUID:
    await runner.aadd_flow(render_batch, name=DEPLOYMENT, entrypoint_type=EntrypointType.MODULE_PATH)
    return await runner.aadd_flow(
        gen_video, name=DEPLOYMENT, tags=["gen-video"], entrypoint_type=EntrypointType.MODULE_PATH
    )


async def _watch(runner: Runner, deployment: UUID, settings: Settings) -> None:
    """Take up crashed runs that the hook could not (the orchestrator was away just then)."""
    lost: set[UUID] = set()
    while True:
        await asyncio.sleep(LOST_EVERY_S)
        try:
            await asyncio.to_thread(sweep_crashed, deployment, settings.attempts, LOST_AFTER_S)
            lost = await asyncio.to_thread(sweep_lost, deployment, settings.attempts, _attended(runner), lost)
            await asyncio.to_thread(sweep_ahead, deployment)
        except Exception:  # noqa: BLE001 - the watch outlives whatever the orchestrator answers
            _log.info("could not look for crashed runs", exc_info=True)


def _attended(runner: Runner) -> frozenset[UUID]:
    """Runs that the runner begins, has a process for, or is about to say of that they crashed."""
    return frozenset(runner._scheduled_run_poller._submitting_flow_run_ids)  # noqa: SLF001 - it tells it nowhere else


def main() -> int:
    """`python -m deployments.runner`, started by deployments.serve."""
    os.environ[RUNNER] = str(os.getpid())
    asyncio.run(run(Settings()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
