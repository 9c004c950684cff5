"""One side of a pair, in a process of its own: `python -m benchmarks.side film|draw|limit ...` prints what it cost.

The clock of a cost starts when all is imported; only the time to the first frame counts from the start of the command.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from time import monotonic

import draftreel.compositor.texts
import draftreel.image.machine_code  # noqa: F401
from benchmarks import limit
from benchmarks.cost import Cost, measured
from draftreel.arranging import film_in
from draftreel.local import planned, render_draft
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.report import Report
from draftreel.settings import Settings
from draftreel.timeline import Fidelity


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is not exact in a film."""

    fidelity: str
    code: str
    asked: str
    shown: str


@dataclass(frozen=True, slots=True)
class Made:
    """A film's cost, its frames, seconds from the start of the command to its first frame, and what is not exact."""

    cost: Cost
    frames: int
    first_frame: float
    notes: tuple[Note, ...]


def main() -> None:
    """Do what is asked and print it as a line of JSON."""
    wanted = _arguments()
    sides: dict[str, Callable[[argparse.Namespace], object]] = {"film": _film, "draw": _draw, "limit": _limit}
    sys.stdout.write(json.dumps(sides[wanted.side](wanted)) + "\n")


def settings_of(wanted: argparse.Namespace) -> Settings:
    """Nothing kept from another run; the encoder's threads are said, as they are part of what it makes."""
    folder = wanted.folder / "data"
    return Settings(data=folder, workers=wanted.workers, encoder_threads=wanted.threads, pass_through=wanted.copying)


def _film(wanted: argparse.Namespace) -> object:
    reports, first = list[Report](), list[float]()

    def watch(stage: str, done: int, _total: int) -> None:
        if stage == "render" and done and not first:
            first.append(monotonic() - wanted.started)

    def work() -> None:
        film = wanted.folder / "film.mp4"
        reports.append(render_draft(str(wanted.draft), film, Output(), settings_of(wanted), watch))

    if wanted.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: wanted.cores])
    cost = measured(work)
    return asdict(Made(cost, reports[0].frames, first[0], _notes(reports[0])))


def _notes(report: Report) -> tuple[Note, ...]:
    below = (each for each in report.diagnostics if each.fidelity is not Fidelity.EXACT)
    return tuple(Note(each.fidelity.value, each.code, each.asked, each.shown) for each in below)


def _draw(wanted: argparse.Namespace) -> object:
    film = _planned(wanted)
    for number, stretch in enumerate(limit.stretches(film, whole=not wanted.long)):
        limit.draw(film, stretch, _raw(wanted.folder, number))
    return film.frames


def _limit(wanted: argparse.Namespace) -> object:
    film = _planned(wanted)
    cost, frames = Cost(0.0, 0.0), 0
    for number, stretch in enumerate(limit.stretches(film, whole=not wanted.long)):
        out = wanted.folder / "plain.mp4"
        cost += measured(partial(limit.transcode, film, stretch, _raw(wanted.folder, number), out))
        frames += stretch.count
    return asdict(cost.scaled(film.frames / frames))


def _raw(folder: Path, number: int) -> Path:
    return folder / f"pictures{number}.raw"


def _planned(wanted: argparse.Namespace) -> Film:
    with planned(str(wanted.draft), Output(), settings_of(wanted)) as plan:
        return film_in(plan)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.side", description=__doc__)
    parser.add_argument("side", choices=("film", "draw", "limit"))
    parser.add_argument("draft", type=Path)
    parser.add_argument("folder", type=Path, help="where it may write")
    parser.add_argument("--long", action="store_true", help="take stretches for the whole")
    parser.add_argument("--copying", action="store_true", help="copy packets where nothing has to be drawn")
    parser.add_argument("--workers", type=int, default=1, help="chunks at a time")
    parser.add_argument("--threads", type=int, default=2, help="of each encoder")
    parser.add_argument("--cores", type=int, default=0, help="of the machine that may be used; 0 is all")
    parser.add_argument("--started", type=float, default=monotonic(), help="when the command was given")
    return parser.parse_args()


if __name__ == "__main__":
    main()
