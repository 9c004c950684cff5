"""What became of a draft: the film's facts and everything that could not be shown exactly."""

import json
from collections import Counter
from dataclasses import asdict, dataclass

from draftreel.timeline import Diagnostic, Fidelity

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
    film_bytes: int = 0
    seconds: float = 0.0

    @property
    def counts(self) -> dict[str, int]:
        """How many diagnostics of each fidelity."""
        found = Counter(diagnostic.fidelity for diagnostic in self.diagnostics)
        return {fidelity.value: found[fidelity] for fidelity in _ORDER if found[fidelity]}


def summary(report: Report) -> str:
    """One line for people."""
    size = f"{report.width}x{report.height}, {report.duration_us / 1e6:.1f} s, {report.frames} frames"
    counts = ", ".join(f"{count} {name}" for name, count in report.counts.items())
    return f"{size}; {counts or 'everything exact'}"


def as_json(report: Report) -> str:
    """The whole report for programs; diagnostics in the order of the draft."""
    return json.dumps({**asdict(report), "counts": report.counts}, ensure_ascii=False, indent=1)


def as_markdown(report: Report) -> str:
    """The whole report for people: worst first."""
    rows = sorted(report.diagnostics, key=lambda diagnostic: _ORDER.index(diagnostic.fidelity))
    head = f"# {_cell(report.draft)}\n\n{summary(report)}\n"
    if not rows:
        return head
    table = "\n".join(
        f"| {row.fidelity.value} | {_cell(row.place)} | {_cell(row.asked)} | {_cell(row.shown)} |" for row in rows
    )
    return f"{head}\n| fidelity | where | asked | shown |\n|---|---|---|---|\n{table}\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
