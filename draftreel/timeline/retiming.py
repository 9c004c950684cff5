"""From the time a layer or sound has been running to the time in its source."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Retiming:
    """Plays a source from `start` at `speed`; backwards from `start + length` when `reverse`.

    `start` and `length` are microseconds of the source: the trimmed range. Outside 0..`limit`
    (the source's own duration; 0 when it has none) the edge holds. `loop` repeats 0..`limit`.
    """

    start: int = 0
    length: int = 0
    speed: Fraction = Fraction(1)
    reverse: bool = False
    limit: int = 0
    loop: bool = False

    def source_time(self, local: int) -> int:
        """Microseconds in the source at `local` microseconds after the layer's origin (may be negative: a handle)."""
        run = round(local * self.speed)
        time = self.start + self.length - run if self.reverse else self.start + run
        if self.limit <= 0:
            return max(0, time)
        return time % self.limit if self.loop else min(max(0, time), self.limit)
