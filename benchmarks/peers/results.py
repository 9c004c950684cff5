"""What the same film cost in other programs, kept as JSON."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Self

from benchmarks.cost import Cost
from benchmarks.machine import Machine
from benchmarks.results import keep, recall

OURS = "draftreel"


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that rendered a film, and what its version of it lacks."""

    name: str
    version: str
    lacks: str


@dataclass(frozen=True, slots=True)
class Round:
    """The limit and everyone's cost, one after the other."""

    limit: Cost
    costs: tuple[tuple[str, Cost], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A film's rounds, who took part, and who could not and why."""

    letter: str
    machine: Machine
    rounds: tuple[Round, ...]
    contenders: tuple[Contender, ...]
    refused: tuple[tuple[str, str], ...]

    def cpu(self, name: str) -> float:
        """CPU as a ratio to the limit."""
        return self._ratio(name, lambda cost: cost.cpu)

    def wall(self, name: str) -> float:
        """Time as a ratio to the limit."""
        return self._ratio(name, lambda cost: cost.wall)

    def memory(self, name: str) -> int:
        """Bytes at the peak of its largest process, in the worst round."""
        return max(dict(each.costs)[name].memory for each in self.rounds)

    def save(self) -> None:
        """Keep it, in place of what was measured of this film before."""
        keep(f"peers-{self.letter}", asdict(self))

    @classmethod
    def load(cls, letter: str) -> Self | None:
        """What was measured last, if anything."""
        found = recall(f"peers-{letter}")
        if found is None:
            return None
        return cls(
            letter,
            Machine(**found["machine"]),
            tuple(_round(each) for each in found["rounds"]),
            tuple(Contender(**each) for each in found["contenders"]),
            tuple((name, why) for name, why in found["refused"]),
        )

    def _ratio(self, name: str, of: Callable[[Cost], float]) -> float:
        return statistics.median(of(dict(each.costs)[name]) / of(each.limit) for each in self.rounds)


def _round(found: dict) -> Round:
    return Round(Cost(**found["limit"]), tuple((name, Cost(**cost)) for name, cost in found["costs"]))
