"""Stage 3: fetch one material and look what it is; one task a material."""

from prefect import task
from prefect.cache_policies import CacheKeyFnPolicy
from prefect.context import TaskRunContext
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.manifest import Wish
from draftreel.plan import digest
from tasks.policy import Given, run_of, transient

VERSION = 2


def key(context: TaskRunContext, given: Given) -> str:
    """Any run may use what was fetched, as long as the server says that it is the same; else only this run."""
    wish = given["wish"]
    changing = not (isinstance(wish, Wish) and wish.validator)
    return f"download-v{VERSION}-{digest(wish, run_of(context) if changing else '')}"


download = task(
    name="download",
    task_run_name="download {wish.name}",
    tags=["stage-3"],
    retries=2,
    retry_delay_seconds=exponential_backoff(backoff_factor=1),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=CacheKeyFnPolicy(cache_key_fn=key),
    persist_result=True,
    result_serializer="pickle",
    # no timeout_seconds: settings.fetch_s ends a fetch: a thread cannot be ended from outside
)(engine.download)
