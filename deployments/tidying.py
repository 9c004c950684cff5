"""A data folder kept within its limit, and clear of what processes that died were writing: each machine its own."""

import asyncio
import logging
import time

from draftreel.eviction import clear_abandoned, evict, expire
from draftreel.settings import Settings
from draftreel.uploads import expire_uploads

CLEAR_EVERY_S = 15
TIDY_EVERY_S = 300

_log = logging.getLogger(__name__)


async def keep_tidy(settings: Settings, *, shared: bool = False) -> None:
    """Until it is cancelled. In a folder that is `shared`, whose process is gone cannot be told: a day later it is."""
    while True:
        await asyncio.to_thread(tidy, settings)
        for _ in range(TIDY_EVERY_S // CLEAR_EVERY_S):
            await asyncio.sleep(CLEAR_EVERY_S)
            if not shared:
                await asyncio.to_thread(clear_abandoned, settings)


def tidy_for_ever(settings: Settings) -> None:
    """The same for a thread."""
    while True:
        tidy(settings)
        for _ in range(TIDY_EVERY_S // CLEAR_EVERY_S):
            time.sleep(CLEAR_EVERY_S)
            clear_abandoned(settings)


def tidy(settings: Settings) -> None:
    """What does not fit, and what nobody can ask for any more, is removed; films are made all the same if it is not."""
    try:
        _log.info(
            "%d files removed from the data folder", sum(each(settings) for each in (expire_uploads, expire, evict))
        )
    except OSError:
        _log.warning("the data folder could not be tidied", exc_info=True)
