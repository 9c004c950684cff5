"""From the time a layer or sound has been running to the time in its source."""

from dataclasses import dataclass, replace
from fractions import Fraction

from draftreel.timeline.ramp import Ramp


@dataclass(frozen=True, slots=True)
class Retiming:
    """Plays a source from `start` at `speed`; backwards from `start + length` when `reverse`.

    `start` and `length` are microseconds of the source: the trimmed range. Outside 0..`limit`
    (the source's own duration; 0 when it has none) the edge holds. `loop` repeats 0..`limit`.
    A `ramp` says how the speed changes, counted from where playing begins; `speed` is then its mean.
    """

    start: int = 0
    length: int = 0
    speed: Fraction = Fraction(1)
    reverse: bool = False
    limit: int = 0
    loop: bool = False
    ramp: Ramp | None = None

    @property
    def straight(self) -> bool:
        """Whether a second takes a second, all along."""
        return self.speed == 1 and self.ramp is None

    def source_time(self, local: int) -> int:
        """Microseconds in the source at `local` microseconds after the layer's origin (may be negative: a handle)."""
        run = self.run(local)
        time = self.start + self.length - run if self.reverse else self.start + run
        if self.limit <= 0:
            return max(0, time)
        return time % self.limit if self.loop else min(max(0, time), self.limit)

    def run(self, local: int) -> int:
        """Microseconds of the source that have passed after `local`, whichever way."""
        if self.ramp:
            return round(self.ramp.at(local))
        whole = self.speed.denominator == 1  # nearly always, and a tenth of the time
        return local * self.speed.numerator if whole else round(local * self.speed)

    def lasting(self, run: int) -> int:
        """Microseconds after which `run` microseconds of the source have passed; the speed is not 0."""
        return round(self.ramp.when(run) if self.ramp else run / self.speed)

    def earlier(self, by: int) -> "Retiming":
        """The same, begun `by` microseconds earlier: in what lies before the range, or after it when `reverse`."""
        run = -self.run(-by)
        start = self.start if self.reverse else self.start - run
        return replace(self, start=start, length=self.length + run, ramp=self.ramp and self.ramp.earlier(by))

    def longer(self, duration: int, by: int) -> "Retiming":
        """The same, going on for `by` microseconds after `duration`."""
        run = self.run(duration + by) - self.run(duration)
        return replace(self, start=self.start - run if self.reverse else self.start, length=self.length + run)
