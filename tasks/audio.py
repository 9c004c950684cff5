"""Stage 6: mix and encode the whole sound."""

from prefect import task
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.manifest import PlanManifest
from draftreel.settings import Settings
from tasks.policy import shared, transient

VERSION = 1


def _parts(plan: PlanManifest, settings: Settings) -> tuple[object, ...]:  # noqa: ARG001
    return (plan.sound_key,)


mix_sound = task(
    name="audio",
    task_run_name="audio",
    tags=["stage-6"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=shared("audio", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=1800,
)(engine.mix_sound)
