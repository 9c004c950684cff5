"""How far a run is, counted in work that is done: 0 to 100, and never falling."""

import threading
from collections.abc import Callable

VALIDATED, PARSED, DOWNLOADED, ARRANGED, PLANNED, RENDERED, ENCODED, UPLOADED, DELIVERED = (
    1,
    4,
    15,
    17,
    20,
    92,
    96,
    98,
    99,
)


class Meter:
    """Read by one thread, moved on by many."""

    def __init__(self, percent: float = 0.0) -> None:
        self._lock = threading.Lock()
        self._percent = percent

    @property
    def percent(self) -> float:
        """How far the run is."""
        return self._percent

    def reach(self, percent: float) -> None:
        """Everything up to here is done."""
        with self._lock:
            self._percent = max(self._percent, percent)

    def share(self, low: float, high: float, total: int) -> "Share":
        """A part of the run that goes from `low` to `high` in `total` steps."""
        return Share(self, low, high, max(1, total))


class Share:
    """The steps of one part of the run, done by several at once, each telling of its own."""

    def __init__(self, meter: Meter, low: float, high: float, total: int) -> None:
        self._meter, self._low, self._high, self._total = meter, low, high, total
        self._lock = threading.Lock()
        self._done: dict[int, int] = {}

    def tell(self, part: int, done: int) -> None:
        """The part has this many steps behind it; one that starts again does not take any back."""
        with self._lock:
            self._done[part] = max(done, self._done.get(part, 0))
            share = min(1.0, sum(self._done.values()) / self._total)
        self._meter.reach(self._low + share * (self._high - self._low))

    def of(self, part: int) -> Callable[[int], None]:
        """What one worker calls with its steps."""
        return lambda done: self.tell(part, done)
