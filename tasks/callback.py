"""After a run: tell whoever asked for the film. It is no stage of it, and nothing depends on it."""

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from draftreel.calling import call_back as calling
from tasks.policy import transient

call_back = task(
    name="callback",
    task_run_name="callback",
    retries=6,
    retry_delay_seconds=exponential_backoff(backoff_factor=2),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=NO_CACHE,
    persist_result=False,
)(calling)
