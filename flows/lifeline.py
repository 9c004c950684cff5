"""A run's process ends with the runner that started it, and at its limit, whatever it is doing."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Failed

from draftreel.errors import TimeLimitError
from draftreel.lifetime import end_with
from draftreel.modules import end_at_once

RUNNER = "DRAFTREEL_RUNNER_PID"
"""The environment variable by which a run's process knows whether its runner is still there."""


def end_with_the_runner() -> None:
    """Have the kernel end this process when its runner dies; end at once when that has happened already."""
    runner = os.environ.get(RUNNER)
    if runner is None:
        return
    end_with(int(runner))
    end_at_once()


@contextmanager
def at_most(seconds: float, run_id: UUID) -> Iterator[None]:
    """A limit for what is in the block that holds even where threads or foreign code do not listen."""
    timer = threading.Timer(seconds, _end, (seconds, run_id))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(seconds: float, run_id: UUID) -> None:
    """The state is written first: a process that ends with 0 after it is not taken for a crash.

    Its children end with it, and not before: their end would be told as a failure.
    """
    status = 1
    try:
        late: State[None] = Failed(
            name="TimedOut", message=str(TimeLimitError(f"the run took longer than {seconds:g} s"))
        )
        with get_client(sync_client=True) as client:
            client.set_flow_run_state(run_id, late, force=True)
        status = 0
    finally:
        os._exit(status)
