"""A data folder kept within its limit, and clear of what processes that died were writing: each machine its own."""

import asyncio
import logging
from collections.abc import Callable

from draftreel.eviction import clear_abandoned, evict, expire
from draftreel.settings import Settings
from draftreel.uploads import expire_uploads

CLEAR_EVERY_S = 15
TIDY_EVERY_S = 300

_log = logging.getLogger(__name__)


async def keep_tidy(settings: Settings, *, shared: bool = False) -> None:
    """Until it is cancelled. In a folder that is `shared`, whose process is gone cannot be told: a day later it is."""
    while True:
        await asyncio.to_thread(_tried, tidy, settings)
        for _ in range(TIDY_EVERY_S // CLEAR_EVERY_S):
            await asyncio.sleep(CLEAR_EVERY_S)
            if not shared:
                await asyncio.to_thread(_tried, clear_abandoned, settings)


def tidy(settings: Settings) -> int:
    """Remove what does not fit, and what nobody can ask for any more; the number of files."""
    return sum(each(settings) for each in (expire_uploads, expire, evict))


def _tried(work: Callable[[Settings], int], settings: Settings) -> None:
    """Films are made all the same when it fails, and it is tried again."""
    try:
        if removed := work(settings):
            _log.info("%d files removed from the data folder", removed)
    except Exception:  # noqa: BLE001 - whatever a disk answers
        _log.warning("the data folder could not be tidied", exc_info=True)
