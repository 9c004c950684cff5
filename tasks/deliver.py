"""Stage 9: give the film's URL, and with it the report and a poster frame for whoever looks at the run."""

import json
from collections.abc import Sequence
from pathlib import Path

from prefect import task
from prefect.artifacts import Artifact, create_image_artifact, create_link_artifact, create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from draftreel import engine
from draftreel.errors import DraftreelError
from draftreel.manifest import ChunkManifest, PlanManifest, PublishedManifest, Request
from draftreel.report import as_json, as_markdown
from draftreel.settings import Settings
from tasks.policy import transient

FILM, REPORT, FACTS, POSTER = "film", "report", "facts", "poster"
"""The keys of the artifacts that a finished run leaves."""


@task(
    name="deliver",
    task_run_name="deliver",
    tags=["stage-9"],
    retries=4,
    retry_delay_seconds=exponential_backoff(backoff_factor=2),
    retry_jitter_factor=0.3,
    retry_condition_fn=transient,
    cache_policy=NO_CACHE,
    timeout_seconds=300,
)
def deliver(
    request: Request,
    plan: PlanManifest,
    chunks: Sequence[ChunkManifest],
    published: PublishedManifest,
    settings: Settings,
) -> str:
    """Leave the report, the poster and the film's link as artifacts; the film's URL."""
    report = engine.report(request, plan, chunks, published.film)
    create_markdown_artifact(key=REPORT, markdown=as_markdown(report))
    Artifact(key=FACTS, type="json", data=json.loads(as_json(report))).create()
    if picture := poster_url(plan, settings):
        create_image_artifact(key=POSTER, image_url=picture)
    create_link_artifact(key=FILM, link=published.video_url, link_text="The film")
    return published.video_url


def poster_url(plan: PlanManifest, settings: Settings) -> str:
    """Where the poster frame is; "" when it could not be drawn, which no film fails for."""
    try:
        picture = Path(engine.poster(plan, settings))
        return engine.publish_file(picture, f"{plan.key}.png", "image/png", settings)
    except DraftreelError:
        return ""
