"""A run in the four words that gen_video's clients know."""

from datetime import UTC, datetime

from deployments.answers import Fields, documented, error_code
from deployments.orchestrator import Orchestrator, Run

_WORDS = {
    "SCHEDULED": "pending",
    "PENDING": "pending",
    "PAUSED": "pending",
    "RUNNING": "processing",
    "CANCELLING": "processing",
    "CRASHED": "processing",
    "COMPLETED": "completed",
    "FAILED": "failed",
    "CANCELLED": "failed",
}
TIMED_OUT = "Processing timeout"


def word(run: Run) -> str:
    """One of the four; a run that goes on after a crash is never pending again."""
    kind = _WORDS.get(run.state.type if run.state else "SCHEDULED", "processing")
    return "processing" if kind == "pending" and run.run_count else kind


async def status(draft_url: str, run: Run, prefect: Orchestrator) -> Fields:
    """The documented answer about a run. Raises BusyError."""
    now = word(run)
    return {
        "draft_url": draft_url,
        "status": now,
        "progress": await _progress(run, now, prefect),
        "video_url": await prefect.film_url(run) if now == "completed" else "",
        **_error(run, now),
        "created_at": _moment(run.created),
        "started_at": _moment(run.start_time),
        "completed_at": _moment(run.end_time) if now in {"completed", "failed"} else None,
    }


async def _progress(run: Run, now: str, prefect: Orchestrator) -> int:
    if now == "completed":
        return 100
    return 0 if now == "pending" else min(99, int(await prefect.progress(run)))


def _error(run: Run, now: str) -> Fields:
    if now != "failed" or run.state is None:
        return {"error_message": ""}
    message = _message(run)
    return {"error_message": message, "error_code": error_code(message)}


def _message(run: Run) -> str:
    state = run.state
    if state is None or state.type == "CANCELLED":
        return "cancelled"
    said = state.message or ""
    return TIMED_OUT if state.name == "TimedOut" and not said.startswith(TIMED_OUT) else documented(said)


def _moment(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
