"""What a Dask worker of ours has beside its work: `dask worker tcp://scheduler:8786 --preload deployments.dask_worker`.

Its processes end with whoever started them, and its machine's data folder is kept within its limit.
"""

import asyncio
import threading

from deployments.tidying import keep_tidy
from draftreel.settings import read_settings


def dask_setup(worker: object) -> None:  # noqa: ARG001 - Dask's signature
    """Called by Dask in every worker process as it begins."""
    settings = read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    threading.Thread(target=asyncio.run, args=(keep_tidy(settings),), name="tidying", daemon=True).start()
