"""Stage 8: join the chunks and the sound, verify the film, and put it where it can be fetched."""

from collections.abc import Sequence

from prefect import task
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.manifest import ChunkManifest, FilmManifest, PlanManifest, SoundManifest
from draftreel.settings import Settings
from tasks.policy import shared, transient, within_run

VERSION = 2


def _parts(
    plan: PlanManifest,
    chunks: Sequence[ChunkManifest],  # noqa: ARG001 - the plan names them
    sound: SoundManifest | None,  # noqa: ARG001 - the plan names it
    settings: Settings,  # noqa: ARG001
) -> tuple[object, ...]:
    return tuple(chunk.key for chunk in plan.chunks), plan.sound_key, plan.finish


def _film(film: FilmManifest, settings: Settings) -> tuple[object, ...]:  # noqa: ARG001
    return (film.sha256,)


assemble = task(
    name="encode",
    task_run_name="encode",
    tags=["stage-8"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=shared("encode", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=1800,
)(engine.assemble)

# A link is given anew to each run: it expires.
publish = task(
    name="upload",
    task_run_name="upload",
    tags=["stage-8"],
    retries=5,
    retry_delay_seconds=exponential_backoff(backoff_factor=2),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=within_run("upload", VERSION, _film),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=1800,
)(engine.publish)
