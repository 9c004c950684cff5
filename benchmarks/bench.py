"""What the films cost, as a ratio to decoding and encoding the same pictures with nothing between.

A draft goes the whole way through the façade: parsed, probed, compiled, drawn, mixed, joined, verified.
Each side runs in a process of its own. Of D and E the limit is measured on whole chunks spread over the film.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.table import Table

from benchmarks.cost import Cost
from benchmarks.films import FILMS, Subject, write_draft
from benchmarks.machine import Machine
from benchmarks.results import BUILD, FILM_HEADINGS, Measured, Pair, film_row, made_from

SEED = 7
RUNS, LONG_RUNS = 5, 1


def main() -> None:
    """Measure the films one after the other and print what they cost."""
    wanted = _arguments()
    console = Console()
    measured = [_measured(FILMS[letter], wanted, console) for letter in wanted.films]
    for each in measured:
        _say_notes(console, each)
    console.print(_table(measured))
    console.print(str(measured[-1].machine))


def run_side(side: str, draft: Path, folder: Path, *options: str) -> object:
    """What a side of a pair says, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.side", side, str(draft), str(folder), *options]
    command += ["--started", str(monotonic())]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603 - our own module
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def pictures_of(draft: Path, *, long: bool) -> Iterator[Path]:
    """A folder with the film's raw pictures in it, gone afterwards."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="pictures-") as name:
        run_side("draw", draft, Path(name), *["--long"] * long)
        yield Path(name)


def _measured(subject: Subject, wanted: argparse.Namespace, console: Console) -> Measured:
    console.print(f"{subject.letter}: {subject.what}\n   making the draft (seed {wanted.seed}) and its pictures ...")
    draft = write_draft(subject, BUILD, wanted.seed)
    pairs = list[Pair]()
    with pictures_of(draft, long=subject.long) as pictures:
        for run in range(wanted.runs or (LONG_RUNS if subject.long else RUNS)):
            pairs.append(_pair(subject, draft, pictures))
            console.print(f"   run {run + 1}: {_line(pairs[-1])}")
    found = Measured(subject.letter, subject.what, subject.long, Machine.here(), tuple(pairs))
    found.save()
    return found


def _pair(subject: Subject, draft: Path, pictures: Path) -> Pair:
    limit = Cost(**run_side("limit", draft, pictures, *["--long"] * subject.long))
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="film-") as name:
        film = made_from(run_side("film", draft, Path(name), *["--copying"] * subject.copying))
        _keep_film(draft, Path(name))
    return Pair(limit, film)


def _keep_film(draft: Path, folder: Path) -> None:
    """The last film stays, to be looked at."""
    shutil.move(folder / "film.mp4", draft / "film.mp4")


def _line(pair: Pair) -> str:
    film = pair.film
    return (
        f"CPU {film.cost.cpu / pair.limit.cpu:.2f}, wall {film.cost.wall / pair.limit.wall:.2f} of the limit; "
        f"{film.cost.memory / 1e6:.0f} MB, {film.frames / film.cost.wall:.1f} frames/s, "
        f"first frame after {film.first_frame:.1f} s"
    )


def _say_notes(console: Console, measured: Measured) -> None:
    for note in measured.pairs[-1].film.notes:
        console.print(f"{measured.letter} is not exact: {note.fidelity} {note.code}: {note.asked} -> {note.shown}")


def _table(measured: list[Measured]) -> Table:
    table = Table(title="medians of pairs, ratios to decode + encode")
    for heading in FILM_HEADINGS:
        table.add_column(heading, justify="right")
    for each in measured:
        table.add_row(*film_row(each))
    return table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--films", type=_letters, default=list(FILMS), help="letters with commas between")
    parser.add_argument("--runs", type=int, default=0, help=f"pairs of runs; {RUNS}, of D and E {LONG_RUNS}")
    parser.add_argument("--seed", type=int, default=SEED, help="of the drafts and their media")
    return parser.parse_args()


def _letters(text: str) -> list[str]:
    letters = text.upper().split(",")
    if not set(letters) <= set(FILMS):
        raise argparse.ArgumentTypeError(f"films are {', '.join(FILMS)}")
    return letters


if __name__ == "__main__":
    main()
