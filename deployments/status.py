"""A run in the four words that gen_video's clients know."""

from collections.abc import Sequence
from datetime import UTC, datetime

from deployments.answers import Fields
from deployments.memory import Memory
from deployments.orchestrator import Orchestrator
from deployments.records import Run
from deployments.words import documented, error_code

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
FOREVER_S = 3600.0


class Statuses:
    """What is said about runs, remembered for a moment; where an ended run's film is stays as it is."""

    def __init__(self, prefect: Orchestrator, fresh_s: float) -> None:
        self._prefect = prefect
        self._runs: Memory[Run | None] = Memory(fresh_s)
        self._progress: Memory[float] = Memory(fresh_s)
        self._films: Memory[str] = Memory(FOREVER_S)

    async def latest(self, name: str) -> Run | None:
        """The last run of this name, as it was a moment ago. Raises BusyError."""
        return await self._runs.get(name, lambda: self._prefect.latest(name))

    def forget(self, name: str) -> None:
        """There is news about the runs of this name."""
        self._runs.forget(name)

    async def status(self, run: Run) -> Fields:
        """The documented answer about a run. Raises BusyError."""
        now = word(run)
        progress = await self._progressed(run) if now in {"processing", "failed"} else 0
        return _said(run, progress, await self._film(run) if now == "completed" else "")

    async def many(self, runs: Sequence[Run]) -> list[Fields]:
        """The same of many runs, with two questions in all. Raises BusyError."""
        films = await self._prefect.film_urls([run for run in runs if word(run) == "completed"])
        progress = await self._prefect.progresses([run for run in runs if word(run) in {"processing", "failed"}])
        return [_said(run, progress.get(run.id, 0.0), films.get(run.id, "")) for run in runs]

    async def _progressed(self, run: Run) -> float:
        return await self._progress.get(run.id, lambda: self._prefect.progress(run))

    async def _film(self, run: Run) -> str:
        """A run that is done again, by hand, has another film."""
        return await self._films.get((run.id, run.run_count), lambda: self._prefect.film_url(run))


def word(run: Run) -> str:
    """One of the four; a run that goes on after a crash is never pending again."""
    kind = _WORDS.get(run.state.type if run.state else "SCHEDULED", "processing")
    return "processing" if kind == "pending" and run.run_count else kind


def states_of(status: str) -> tuple[str, ...]:
    """The states of Prefect's that a word may stand for; a run that waits to go on after a crash is processing."""
    found = tuple(state for state, said in _WORDS.items() if said == status)
    return (*found, *states_of("pending")) if status == "processing" else found


def _said(run: Run, progress: float, film: str) -> Fields:
    now = word(run)
    return {
        "draft_url": run.draft_url,
        "status": now,
        "progress": {"pending": 0, "completed": 100}.get(now, min(99, int(progress))),
        "video_url": film,
        **_error(run, now),
        "created_at": _moment(run.created),
        "started_at": _moment(run.start_time),
        "completed_at": _moment(run.end_time) if now in {"completed", "failed"} else None,
        **({"metadata": run.metadata} if run.metadata is not None else {}),
    }


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
