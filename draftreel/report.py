"""What became of a draft: the film's facts and everything that could not be shown exactly."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from draftreel.timeline import Diagnostic, Fidelity, Timeline

_ORDER = (Fidelity.MISSING, Fidelity.STAND_IN, Fidelity.CLOSE, Fidelity.EXACT)


@dataclass(frozen=True, slots=True)
class Report:
    """The film and its diagnostics; `items` counts the draft's segments that were looked at."""

    draft: str
    width: int
    height: int
    fps: str
    frames: int
    duration_us: int
    diagnostics: tuple[Diagnostic, ...]
    chunks: int = 0
    chunks_reused: int = 0
    frames_copied: int = 0
    film_bytes: int = 0
    seconds: float = 0.0


def counts(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """How many diagnostics of each fidelity, worst first."""
    found = Counter(diagnostic.fidelity for diagnostic in diagnostics)
    return {fidelity.value: found[fidelity] for fidelity in _ORDER if found[fidelity]}


def worst_first(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Missing first, exact last, otherwise in the order of the draft."""
    return sorted(diagnostics, key=lambda diagnostic: _ORDER.index(diagnostic.fidelity))


def _counted(diagnostics: Sequence[Diagnostic]) -> str:
    found = counts(diagnostics)
    return ", ".join(f"{count} {name}" for name, count in found.items()) or "everything exact"


def summary(report: Report) -> str:
    """One line for people."""
    return f"{_extent(report)}{_copied(report)}; {_counted(report.diagnostics)}"


def _extent(report: Report) -> str:
    seconds = f"{report.duration_us / 1e6:.1f} s"
    return (
        f"{report.width}x{report.height}, {seconds}, {report.frames} frames" if report.frames else f"{seconds} of sound"
    )


def _copied(report: Report) -> str:
    return f", {100 * copied_share(report):.0f} % of them copied" if report.frames_copied else ""


def copied_share(report: Report) -> float:
    """How much of the film is a clip's own packets, 0..1."""
    return report.frames_copied / max(1, report.frames)


def as_json(report: Report) -> str:
    """The whole report for programs; diagnostics in the order of the draft."""
    more = {"copied_share": round(copied_share(report), 4), "counts": counts(report.diagnostics)}
    return json.dumps({**asdict(report), **more}, ensure_ascii=False, indent=1)


def as_markdown(report: Report) -> str:
    """The whole report for people: worst first."""
    rows = worst_first(report.diagnostics)
    head = f"# {_cell(report.draft)}\n\n{summary(report)}\n"
    if not rows:
        return head
    table = "\n".join(
        f"| {row.fidelity.value} | {_cell(row.place)} | {_cell(row.asked)} | {_cell(row.shown)} |" for row in rows
    )
    return f"{head}\n| fidelity | where | asked | shown |\n|---|---|---|---|\n{table}\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def check_as_json(timeline: Timeline, diagnostics: Sequence[Diagnostic]) -> str:
    """What a film of this timeline would be, for programs."""
    facts = {
        "width": timeline.width,
        "height": timeline.height,
        "fps": str(timeline.fps),
        "duration_us": timeline.duration,
        "counts": counts(diagnostics),
        "diagnostics": [asdict(diagnostic) for diagnostic in diagnostics],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def check_as_text(timeline: Timeline, diagnostics: Sequence[Diagnostic]) -> str:
    """What a film of this timeline would be, for people: worst first."""
    rows = [f"{d.fidelity.value:>8}  {d.place}: {d.asked} -> {d.shown}" for d in worst_first(diagnostics)]
    head = f"{timeline.width}x{timeline.height}, {timeline.duration / 1e6:.1f} s; {_counted(diagnostics)}"
    return "\n".join([head, *rows])
