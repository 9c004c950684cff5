"""What more workers bring: a film of many chunks with one worker on one core, two on two, as far as cores go.

`python -m benchmarks.workers` measures that with one encoder thread a worker, and the parts of which the model
of a cluster is made (benchmarks/cluster.py).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from rich.console import Console

from benchmarks.bench import SEED, run_side
from benchmarks.films import MANY_CHUNKS, write_draft
from benchmarks.machine import Machine
from benchmarks.parts import Parts
from benchmarks.results import BUILD, keep, made_from, recall

RUNS = 3


@dataclass(frozen=True, slots=True)
class Curve:
    """Seconds a film takes with so many workers on as many cores (medians), and its parts."""

    what: str
    machine: Machine
    walls: tuple[tuple[int, float], ...]
    parts: Parts

    def save(self) -> None:
        """Keep it, in place of what was measured before."""
        keep("workers", asdict(self))

    @classmethod
    def load(cls) -> Self | None:
        """What was measured last, if anything."""
        found = recall("workers")
        if found is None:
            return None
        walls = tuple((count, wall) for count, wall in found["walls"])
        parts = Parts(**{**found["parts"], "chunks": tuple(found["parts"]["chunks"])})
        return cls(found["what"], Machine(**found["machine"]), walls, parts)


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="of each number of workers")
    runs, console = parser.parse_args().runs, Console()
    draft = write_draft(MANY_CHUNKS, BUILD, SEED)
    walls = {count: list[float]() for count in _counts()}
    for run in range(runs):
        for count, seen in walls.items():
            seen.append(_wall(draft, count))
            console.print(f"run {run + 1}, {count} workers on {count} cores: {seen[-1]:.1f} s")
    parts = _parts(draft)
    console.print(str(parts))
    medians = tuple((count, statistics.median(seen)) for count, seen in walls.items())
    Curve(MANY_CHUNKS.what, Machine.here(), medians, parts).save()


def _counts() -> list[int]:
    """1, 2, 4 ... and all cores."""
    cores = os.cpu_count() or 1
    return sorted({count for count in (1, 2, 4, 8, 16, 32, 64, cores) if count <= cores})


def _wall(draft: Path, count: int) -> float:
    options = ("--workers", str(count), "--cores", str(count), "--threads", "1")
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="workers-") as folder:
        return made_from(run_side("film", draft, Path(folder), *options)).cost.wall


def _parts(draft: Path) -> Parts:
    command = [sys.executable, "-m", "benchmarks.parts", str(draft)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 - our own module
    found = json.loads(done.stdout.splitlines()[-1])
    return Parts(**{**found, "chunks": tuple(found["chunks"])})


if __name__ == "__main__":
    main()
