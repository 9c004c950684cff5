"""What work costs: seconds of all cores, seconds that passed, memory at its peak."""

import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of all cores, seconds that passed, and bytes that the largest process held at its peak."""

    cpu: float
    wall: float
    memory: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory))

    def scaled(self, factor: float) -> "Cost":
        """As long again."""
        return Cost(self.cpu * factor, self.wall * factor, self.memory)


def measured(work: Callable[[], None]) -> Cost:
    """What the work costs in this process and its children; the memory is that of this process since it began."""
    cpu, wall = _cpu_seconds(), monotonic()
    work()
    return Cost(_cpu_seconds() - cpu, monotonic() - wall, _peak())


def _cpu_seconds() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak() -> int:
    # not ru_maxrss: Linux hands a child the peak of the process that started it
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
