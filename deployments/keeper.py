"""What `serve` does beside running films, for many machines: one process that takes up lost runs and makes callbacks.

`python -m deployments.keeper`, with PREFECT_API_URL. One is enough; two would each make every callback.
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

from deployments.attending import attend
from draftreel.settings import Settings, read_settings
from flows.naming import FLOW
from flows.recovery import sweep_crashed
from flows.silence import LOOK_EVERY_S, Silence, sweep_silent

CRASHED_AFTER_S = 5
"""A worker's own hook has taken the run up by then, or never will."""

_log = logging.getLogger(__name__)


async def keep(settings: Settings) -> None:
    """Keep the runs of the deployment going until the process is ended."""
    settings.data.mkdir(parents=True, exist_ok=True)
    deployment = await _deployment(settings.deployment)
    _log.warning("the runs of %s/%s are looked after", FLOW, settings.deployment)
    silence = Silence()
    async with asyncio.TaskGroup() as loops:
        loops.create_task(attend(deployment, settings))
        loops.create_task(_often(lambda: sweep_crashed(deployment, settings.attempts, CRASHED_AFTER_S)))
        loops.create_task(_often(lambda: _sweep_silent(deployment, settings, silence)))


def _sweep_silent(deployment: UUID, settings: Settings, silence: Silence) -> None:
    if lost := sweep_silent(deployment, settings.attempts, silence):
        _log.warning("%d films whose worker is gone go on", lost)


async def _often(sweep: Callable[[], object]) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        try:
            await asyncio.to_thread(sweep)
        except Exception:  # noqa: BLE001 - the keeper outlives whatever the orchestrator answers
            _log.info("could not look after the runs", exc_info=True)


async def _deployment(name: str) -> UUID:
    """Its id, as soon as Prefect is up and somebody has deployed it."""
    while True:
        try:
            async with get_client() as client:
                return (await client.read_deployment_by_name(f"{FLOW}/{name}")).id
        except ObjectNotFound:
            _log.info("%s/%s is not deployed yet", FLOW, name)
        except Exception:  # noqa: BLE001 - whatever keeps it from answering, it is asked again
            _log.info("Prefect does not answer yet", exc_info=True)
        await asyncio.sleep(1)


def main() -> int:
    """The command."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    asyncio.run(keep(read_settings()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
