"""Stage 7: draw and encode one chunk of the film; one task a chunk, found again by what it shows."""

from prefect import task
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.engine import Progress
from draftreel.manifest import PlanManifest
from draftreel.plan import Chunk
from draftreel.settings import Settings
from tasks.policy import shared, transient

VERSION = 1


def _parts(plan: PlanManifest, chunk: Chunk, settings: Settings, progress: Progress) -> tuple[object, ...]:  # noqa: ARG001
    return (chunk.key,)


render_chunk = task(
    name="render",
    task_run_name="render {chunk.index}",
    tags=["stage-7"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=shared("render", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    # no timeout_seconds: the chunk has a deadline of its own, in its process: a thread cannot be ended from outside
)(engine.render_chunk)
