"""What a film so short that starting counts takes from the command to the film: `python -m benchmarks.cold`."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from rich.console import Console

from benchmarks.bench import SEED, pictures_of, run_side
from benchmarks.cost import Cost
from benchmarks.films import BRIEF, write_draft
from benchmarks.machine import Machine
from benchmarks.results import BUILD, keep, markdown, recall

RUNS = 7
HEADINGS = ("film of 3 s", "time", "CPU")
_LAUNCH = Path(__file__).parent / "peers" / "launch.py"


@dataclass(frozen=True, slots=True)
class Pair:
    """The limit and the whole command, one after the other."""

    limit: Cost
    command: Cost


@dataclass(frozen=True, slots=True)
class Starts:
    """All rounds, and on what machine."""

    machine: Machine
    pairs: tuple[Pair, ...]

    def table(self) -> str:
        """Medians, as words under HEADINGS."""
        rows = {
            "`draftreel render`, all of it": [pair.command for pair in self.pairs],
            "decoding and encoding its pictures": [pair.limit for pair in self.pairs],
        }
        return markdown(HEADINGS, [(name, *_medians(costs)) for name, costs in rows.items()])

    def save(self) -> None:
        """Keep it, in place of what was measured before."""
        keep("cold", asdict(self))

    @classmethod
    def load(cls) -> Self | None:
        """What was measured last, if anything."""
        found = recall("cold")
        if found is None:
            return None
        pairs = tuple(Pair(Cost(**each["limit"]), Cost(**each["command"])) for each in found["pairs"])
        return cls(Machine(**found["machine"]), pairs)


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    draft = write_draft(BRIEF, BUILD, SEED)
    with pictures_of(draft, long=False) as pictures:
        pairs = [Pair(Cost(**run_side("limit", draft, pictures)), _command(draft)) for _ in range(runs)]
    starts = Starts(Machine.here(), tuple(pairs))
    starts.save()
    Console().print(starts.table())


def _command(draft: Path) -> Cost:
    """The command as a user gives it, from nothing."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="cold-") as name:
        folder = Path(name)
        environment = os.environ | {"DRAFTREEL_DATA": str(folder / "data"), "DRAFTREEL_PASS_THROUGH": "false"}
        line = [str(Path(sys.executable).with_name("draftreel")), "render", str(draft), "-o", str(folder / "film.mp4")]
        command = [sys.executable, str(_LAUNCH), str(folder / "log"), *line]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, env=environment)  # noqa: S603
        shutil.move(folder / "film.mp4", draft / "film.mp4")  # the last stays, to be looked at
    return Cost(**json.loads(done.stdout))


def _medians(costs: list[Cost]) -> tuple[str, str]:
    wall, cpu = (statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu"))
    return f"{wall:.2f} s", f"{cpu:.2f} s"


if __name__ == "__main__":
    main()
