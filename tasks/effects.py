"""Stage 5: bind every look to its function and cut the film into chunks."""

from prefect import task

from draftreel import engine
from draftreel.manifest import Output, TimelineManifest
from draftreel.plan import LOOK_VERSION, SOUND_VERSION
from draftreel.settings import Settings
from tasks.policy import shared

VERSION = 6
"""Raise it when the same timeline is cut into other chunks, or the plan is another type, than before."""


def _parts(timeline: TimelineManifest, output: Output, settings: Settings) -> tuple[object, ...]:
    film = settings.quality, settings.preset, settings.encoder_threads, settings.strict, settings.pass_through
    return LOOK_VERSION, SOUND_VERSION, timeline.key, output, film


plan_looks = task(
    name="effects",
    task_run_name="effects",
    tags=["stage-5"],
    cache_policy=shared("effects", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=300,
)(engine.plan_looks)
