"""Stage 1: may this draft be fetched at all?"""

from prefect import task

from draftreel import engine
from draftreel.manifest import Output
from draftreel.settings import Settings
from tasks.policy import within_run

VERSION = 1


def _parts(draft_url: str, output: Output, settings: Settings) -> tuple[object, ...]:  # noqa: ARG001
    return draft_url, output


validate = task(
    name="validate",
    task_run_name="validate",
    tags=["stage-1"],
    cache_policy=within_run("validate", VERSION, _parts),
    persist_result=True,
    result_serializer="pickle",
    timeout_seconds=60,
)(engine.validate)
