"""Stage 2: fetch the draft and read what it needs. A new run reads it again: it may have been edited."""

from prefect import task
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.manifest import Request
from draftreel.settings import Settings
from tasks.policy import transient, within_run

VERSION = 1


def _parts(request: Request, settings: Settings) -> tuple[object, ...]:  # noqa: ARG001
    return (request,)


parse = task(
    name="parse",
    task_run_name="parse",
    tags=["stage-2"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=within_run("parse", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=900,
)(engine.parse)
