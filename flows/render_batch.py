"""Many drafts, one run of gen_video each: they queue up behind one another and go on by themselves."""

from typing import cast
from uuid import UUID

from prefect import flow
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.runtime import flow_run

from draftreel.settings import Settings
from flows.naming import FLOW, run_name


@flow(name="render_batch", description="Queue a film for each draft.")
def render_batch(draft_urls: list[str]) -> list[UUID]:
    """Queue a run for each draft, and do not wait: a batch holds no place that its films need. The runs' ids."""
    return [_queued(url) for url in dict.fromkeys(draft_urls)]


def _queued(draft_url: str) -> UUID:
    """The key makes a batch that is started again find the runs it has queued."""
    name = run_name(draft_url)
    run = cast(
        "FlowRun",
        run_deployment(
            f"{FLOW}/{Settings().deployment}",
            parameters={"draft_url": draft_url},
            flow_run_name=name,
            idempotency_key=f"{flow_run.id}:{name}",
            timeout=0,
        ),
    )
    return run.id
