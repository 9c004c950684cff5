"""Progress, told to Prefect once a second at most, from a thread of its own; told again when nothing has changed.

By that a run shows that it is alive: flows/silence.py looks for those that do not.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey, FlowRunFilter, FlowRunFilterId
from prefect.exceptions import PrefectException

from flows.meter import Meter

PROGRESS = "progress"
"""The key of the progress artifact."""
EVERY_S = 1.0
AGAIN_S = 10.0

_log = logging.getLogger(__name__)


@contextmanager
def told(run_id: UUID) -> Iterator[Meter]:
    """A meter that starts where the run's last attempt ended, and whose progress Prefect gets to know."""
    with get_client(sync_client=True) as client:
        artifact, percent = _artifact(client, run_id)
    meter, ended = Meter(percent), threading.Event()
    teller = threading.Thread(target=_tell, args=(meter, artifact, ended), name="progress", daemon=True)
    teller.start()
    try:
        yield meter
    finally:
        ended.set()
        teller.join(timeout=5)


def _artifact(client: SyncPrefectClient, run_id: UUID) -> tuple[UUID, float]:
    found = client.read_artifacts(
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[PROGRESS])),
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])),
        limit=1,
    )
    if found:
        return found[0].id, float(str(found[0].data or 0))
    new = ArtifactCreate(key=PROGRESS, type="progress", data=0.0, flow_run_id=run_id)
    return client.create_artifact(new).id, 0.0


def _tell(meter: Meter, artifact: UUID, ended: threading.Event) -> None:
    told_last, at = -1.0, -AGAIN_S
    with get_client(sync_client=True) as client:
        while True:
            last = ended.wait(EVERY_S)
            percent, now = round(meter.percent, 1), time.monotonic()
            if (percent != told_last or now - at >= AGAIN_S) and _told(client, artifact, percent):
                told_last, at = percent, now
            if last:
                return


def _told(client: SyncPrefectClient, artifact: UUID, percent: float) -> bool:
    """A film does not fail because nobody could be told how far it is."""
    try:
        client.update_artifact(artifact, ArtifactUpdate(data=percent))
    except (httpx.HTTPError, PrefectException, OSError) as exc:
        _log.info("progress could not be told: %s", type(exc).__name__)
        return False
    return True
