"""One draft becomes one film: the nine stages of the documented workflow, in order."""

from uuid import UUID

from prefect import flow
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from draftreel.manifest import Output
from draftreel.settings import Settings
from flows import meter as at
from flows.cancelling import heeding, tidy_up
from flows.lifeline import at_most, end_with_the_runner
from flows.naming import FLOW
from flows.plain_logs import without_our_tracebacks
from flows.recovery import resume_after_crash
from flows.rendering import rendered
from flows.stages import each, kept, with_a_reason
from flows.telling import told
from tasks.arrange import arrange
from tasks.audio import mix_sound
from tasks.deliver import deliver
from tasks.download import download
from tasks.effects import plan_looks
from tasks.encode import assemble, publish
from tasks.parse import parse
from tasks.validate import validate

FETCHED_BESIDE = 4
"""Materials fetched at the same time: a draft's files come from one server mostly."""


def film(draft_url: str, output: Output, settings: Settings, meter: at.Meter) -> str:
    """The nine stages; the film's URL."""
    request = kept(validate, draft_url, output, settings)
    meter.reach(at.VALIDATED)
    draft = kept(parse, request, settings)
    meter.reach(at.PARSED)
    fetched = meter.share(at.PARSED, at.DOWNLOADED, len(draft.wishes))
    wishes = [(wish, settings) for wish in draft.wishes]
    materials = each(download, wishes, FETCHED_BESIDE, lambda index: fetched.tell(index, 1))
    meter.reach(at.DOWNLOADED)
    timeline = kept(arrange, draft, materials, settings)
    meter.reach(at.ARRANGED)
    plan = kept(plan_looks, timeline, output, settings)
    meter.reach(at.PLANNED)
    sound = kept(mix_sound, plan, settings)
    drawn = meter.share(at.PLANNED, at.RENDERED, sum(chunk.count for chunk in plan.chunks))
    chunks = rendered(plan, settings, drawn)
    meter.reach(at.RENDERED)
    joined = kept(assemble, plan, chunks, sound, settings)
    meter.reach(at.ENCODED)
    published = kept(publish, joined, settings)
    meter.reach(at.UPLOADED)
    return kept(deliver, request, plan, chunks, published, settings)


@flow(
    name=FLOW,
    description="Render a CapCut or JianYing draft to a film.",
    on_crashed=[resume_after_crash],
    on_cancellation=[tidy_up],
    task_runner=ThreadPoolTaskRunner(max_workers=32),  # type: ignore[arg-type] # how many are busy, `each` says
    persist_result=False,
    log_prints=False,
)
@with_a_reason
def gen_video(  # noqa: PLR0913 - one argument a field of the request
    draft_url: str,
    *,
    width: int | None = None,
    height: int | None = None,
    fps: float | None = None,
    quality: int | str | None = None,
    codec: str | None = None,
    format: str | None = None,  # noqa: A002 - its name in the contract
    poster_s: float | None = None,
    audio_only: bool = False,
) -> str:
    """Render the draft at the URL; the film's URL."""
    end_with_the_runner()
    without_our_tracebacks()
    settings, run = Settings(), UUID(flow_run.id)
    output = Output(width, height, fps, quality, codec=codec, format=format, poster_s=poster_s, audio_only=audio_only)
    with at_most(settings.run_limit_s, run), heeding(run), told(run) as meter:
        url = film(draft_url, output, settings, meter)
        meter.reach(100)
        return url
