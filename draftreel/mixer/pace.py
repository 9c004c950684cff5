"""How fast a sound's source passes, by samples."""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from draftreel.media.speed import Places
from draftreel.samples import SAMPLE_RATE
from draftreel.span import SECOND
from draftreel.timeline import Ramp, Retiming

_RATIO_LIMIT = 1_000_000  # a finer ratio would differ by less than a sample in a day


@dataclass(frozen=True, slots=True)
class Pace:
    """From a sample that is heard to its place in the source, both counted from where playing begins.

    At `speed`, or along a ramp times `speed`.
    """

    speed: Fraction
    ramp: Ramp | None = None

    @classmethod
    def of(cls, retiming: Retiming) -> "Pace":
        """A retiming's, without its start and direction."""
        speed = Fraction(1) if retiming.ramp else retiming.speed.limit_denominator(_RATIO_LIMIT)
        return cls(speed, retiming.ramp)

    @property
    def slowest(self) -> float:
        """The fewest source samples that pass in one."""
        return float(self.speed) * min(self._speeds)

    @property
    def fastest(self) -> float:
        """The most source samples that pass in one."""
        return float(self.speed) * max(self._speeds)

    def faster(self, times: int) -> "Pace":
        """The pace for a source that was made longer before."""
        return replace(self, speed=self.speed * times)

    def at(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """The source samples that are heard at these, which need not be whole."""
        return float(self.speed) * (_passed(self.ramp, samples) if self.ramp else samples)

    def places(self, first: int, count: int) -> Places:
        """Where `count` samples from `first` are heard."""
        if self.ramp is None:
            return Places.steady(self.speed, first, count)
        return Places.along(self.at(np.arange(first - 1, first + count + 1, dtype=np.float64)))

    @property
    def _speeds(self) -> tuple[float, ...]:
        return tuple(knot.speed for knot in self.ramp.knots) if self.ramp else (1.0,)


def _passed(ramp: Ramp, samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """`Ramp.at` for many, in samples."""
    local, run, speed = np.array([(knot.local, knot.run, knot.speed) for knot in ramp.knots]).T
    time = samples * (SECOND / SAMPLE_RATE)
    left = np.clip(np.searchsorted(local, time, "right") - 1, 0, len(local) - 2)
    u = (time - local[left]) / (local[left + 1] - local[left])
    shape = u * (2 * speed[left] + (speed[left + 1] - speed[left]) * u) / (speed[left] + speed[left + 1])
    inside = run[left] + (run[left + 1] - run[left]) * shape
    outside = np.where(u < 0, run[0] + (time - local[0]) * speed[0], run[-1] + (time - local[-1]) * speed[-1])
    passed: NDArray[np.float64] = np.where((u < 0) | (u > 1), outside, inside) * (SAMPLE_RATE / SECOND)
    return passed
