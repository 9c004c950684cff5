"""A speed that changes as a clip runs."""

from bisect import bisect_right
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Knot:
    """After `local` microseconds `run` microseconds of the source have passed, and they pass at `speed`."""

    local: int
    run: int
    speed: float


@dataclass(frozen=True, slots=True)
class Ramp:
    """From knot to knot the speed changes evenly in time; before the first and after the last it stays.

    Two knots or more, both times rising, speeds above 0. What passes between two is what they say, whatever
    their speeds: those give the shape.
    """

    knots: tuple[Knot, ...]

    def at(self, local: float) -> float:
        """The microseconds of the source that have passed after `local`, both below 0 before the first knot."""
        left, right, u = self._around(bisect_right(self.knots, local, key=lambda knot: knot.local), local)
        if right is None:
            return left.run + (local - left.local) * left.speed
        return left.run + (right.run - left.run) * u * (2 * left.speed + (right.speed - left.speed) * u) / (
            left.speed + right.speed
        )

    def when(self, run: float) -> float:
        """The microseconds after which `run` microseconds of the source have passed: the inverse of `at`."""
        index = bisect_right(self.knots, run, key=lambda knot: knot.run)
        if not 0 < index < len(self.knots):
            edge = self.knots[0 if index == 0 else -1]
            return edge.local + (run - edge.run) / edge.speed
        left, right = self.knots[index - 1], self.knots[index]
        share = (run - left.run) / (right.run - left.run)
        reached = sqrt(left.speed**2 + share * (right.speed**2 - left.speed**2))
        return left.local + (right.local - left.local) * share * (left.speed + right.speed) / (left.speed + reached)

    def earlier(self, by: int) -> "Ramp":
        """The same, begun `by` microseconds earlier, at the speed it begins with."""
        first = self.knots[0]
        run = round(by * first.speed)
        moved = (Knot(knot.local + by, knot.run + run, knot.speed) for knot in self.knots)
        return Ramp((Knot(first.local, first.run, first.speed), *moved)) if by > 0 and run > 0 else self

    def _around(self, index: int, local: float) -> tuple[Knot, Knot | None, float]:
        if not 0 < index < len(self.knots):
            return self.knots[0 if index == 0 else -1], None, 0.0
        left, right = self.knots[index - 1], self.knots[index]
        return left, right, (local - left.local) / (right.local - left.local)
