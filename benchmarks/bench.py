"""What a typical film costs, as a ratio to decoding and encoding the same pictures with nothing between.

The draft goes the whole way through the façade: parsed, probed, compiled, drawn, mixed, joined, verified.
"""

import argparse
import os
import resource
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.table import Table

from benchmarks.plain import pictures_of, transcode
from benchmarks.typical import write_draft
from draftreel.engine import render_draft
from draftreel.manifest import Output
from draftreel.settings import Settings


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all cores, and seconds that passed."""

    cpu: float
    wall: float


def main() -> None:
    """Measure in pairs, so that what else the machine does meets both sides alike, and print medians."""
    wanted = _arguments()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="draftreel-bench-") as name:
        folder = Path(name)
        console.print(f"making the draft (seed {wanted.seed}) and its pictures ...")
        draft = write_draft(folder / "draft", wanted.seed)
        pictures = pictures_of(draft, _settings(folder / "pictures"), folder / "pictures.raw")
        pairs: list[tuple[Cost, Cost]] = []
        for run in range(wanted.runs):
            plain = measured(lambda: transcode(draft, pictures, folder / "plain.mp4"))
            film = measured(lambda run=run: _render(draft, folder / f"run{run}"))
            pairs.append((plain, film))
            console.print(f"run {run + 1}: CPU {film.cpu / plain.cpu:.2f}, wall {film.wall / plain.wall:.2f}")
    console.print(_table(pairs))


def measured(work: Callable[[], None]) -> Cost:
    """What the work costs in this process and its children."""
    cpu, wall = _cpu_seconds(), monotonic()
    work()
    return Cost(_cpu_seconds() - cpu, monotonic() - wall)


def _render(draft: Path, folder: Path) -> None:
    render_draft(str(draft), folder / "film.mp4", Output(), _settings(folder))


def _settings(folder: Path) -> Settings:
    """One process, and nothing kept from another run."""
    return Settings(data=folder, workers=1, encoder_threads=2)


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _table(pairs: list[tuple[Cost, Cost]]) -> Table:
    table = Table(title=f"15 s, 1080p30, medians of {len(pairs)} pairs, {os.cpu_count()} cores")
    for heading in ("", "decode + encode", "the film", "ratio"):
        table.add_column(heading, justify="right")
    plains, films = zip(*pairs, strict=True)
    for kind in ("cpu", "wall"):
        plain, film = ([getattr(cost, kind) for cost in costs] for costs in (plains, films))
        ratio = statistics.median(f / p for p, f in zip(plain, film, strict=True))
        table.add_row(f"{kind} s", f"{statistics.median(plain):.2f}", f"{statistics.median(film):.2f}", f"{ratio:.2f}")
    return table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="pairs of measurements")
    parser.add_argument("--seed", type=int, default=7, help="of the draft's media")
    return parser.parse_args()


if __name__ == "__main__":
    main()
