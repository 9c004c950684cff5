"""What was measured, kept as JSON in `build/bench/results`: from there the document is written."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from benchmarks.cost import Cost
from benchmarks.machine import Machine
from benchmarks.side import Made, Note

BUILD = Path("build/bench")
RESULTS = BUILD / "results"

FILM_HEADINGS = ("film", "CPU", "wall", "peak memory", "frames/s", "first frame", "pairs", "limit's CPU", "film's CPU")


@dataclass(frozen=True, slots=True)
class Pair:
    """The limit and the film, one after the other, so that what else the machine does meets both alike."""

    limit: Cost
    film: Made


@dataclass(frozen=True, slots=True)
class Measured:
    """A film's pairs, and on what machine."""

    letter: str
    what: str
    scaled: bool
    machine: Machine
    pairs: tuple[Pair, ...]

    @property
    def cpu(self) -> float:
        """CPU of the film as a ratio to the limit."""
        return statistics.median(pair.film.cost.cpu / pair.limit.cpu for pair in self.pairs)

    @property
    def wall(self) -> float:
        """Time of the film as a ratio to the limit."""
        return statistics.median(pair.film.cost.wall / pair.limit.wall for pair in self.pairs)

    @property
    def memory(self) -> int:
        """Bytes that the film's process held at its peak, in the worst run."""
        return max(pair.film.cost.memory for pair in self.pairs)

    @property
    def fps(self) -> float:
        """Frames a second."""
        return self.median(lambda pair: pair.film.frames / pair.film.cost.wall)

    @property
    def first_frame(self) -> float:
        """Seconds from the start of the command to the first frame that is handed to the encoder."""
        return self.median(lambda pair: pair.film.first_frame)

    def median(self, of: Callable[[Pair], float]) -> float:
        """The median of a figure of each pair."""
        return statistics.median(map(of, self.pairs))

    def save(self) -> None:
        """Keep it, in place of what was measured of this film before."""
        keep(f"bench-{self.letter}", asdict(self))

    @classmethod
    def load(cls, letter: str) -> Self | None:
        """What was measured last, if anything."""
        found = recall(f"bench-{letter}")
        if found is None:
            return None
        pairs = tuple(_pair(each) for each in found["pairs"])
        return cls(letter, found["what"], found["scaled"], Machine(**found["machine"]), pairs)


def film_row(measured: Measured) -> tuple[str, ...]:
    """A film's figures as words, under FILM_HEADINGS."""
    return (
        measured.letter + " *" * measured.scaled,
        f"{measured.cpu:.2f}",
        f"{measured.wall:.2f}",
        f"{measured.memory / 1e6:.0f} MB",
        f"{measured.fps:.1f}",
        f"{measured.first_frame:.1f} s",
        f"{len(measured.pairs)}",
        f"{measured.median(lambda pair: pair.limit.cpu):.1f} s",
        f"{measured.median(lambda pair: pair.film.cost.cpu):.1f} s",
    )


def made_from(found: dict) -> Made:
    """A film's figures out of JSON."""
    notes = tuple(Note(**note) for note in found["notes"])
    return Made(Cost(**found["cost"]), found["frames"], found["first_frame"], notes)


def keep(name: str, found: object) -> None:
    """Write figures to where the document is made from."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def recall(name: str) -> dict | None:
    """Figures that were kept, if any."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table: the first column is words, the others are figures."""
    ruler = ["---", *["---:"] * (len(headings) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, ruler, *rows))


def _pair(found: dict) -> Pair:
    return Pair(Cost(**found["limit"]), made_from(found["film"]))
