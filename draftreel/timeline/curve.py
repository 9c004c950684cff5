"""A value over time: constant, or keyframes with a shape between them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from draftreel.easing import cubic_bezier

Bezier = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Key:
    """The value at a local time in microseconds; `bezier` shapes the way to the next key, None is a straight line."""

    time: int
    value: float
    bezier: Bezier | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """Holds before the first key and after the last; `keys` are sorted by time and never empty."""

    keys: tuple[Key, ...]

    def at(self, time: int) -> float:
        """The value at a local time in microseconds."""
        keys = self.keys
        if len(keys) == 1 or time <= keys[0].time:
            return keys[0].value
        if time >= keys[-1].time:
            return keys[-1].value
        index = bisect_right(keys, time, key=lambda key: key.time)
        return _between(keys[index - 1], keys[index], time)

    @property
    def constant(self) -> bool:
        return all(key.value == self.keys[0].value for key in self.keys)

    def scaled(self, factor: float) -> "Curve":
        """The same shape with every value multiplied."""
        return Curve(tuple(replace(key, value=key.value * factor) for key in self.keys))

    def shifted(self, by: float) -> "Curve":
        """The same shape with every value moved."""
        return Curve(tuple(replace(key, value=key.value + by) for key in self.keys))


def constant(value: float) -> Curve:
    """A curve that never changes."""
    return Curve((Key(0, value),))


def keyed(points: Sequence[Key]) -> Curve:
    """A curve through points in any order; of several at one time the last one counts."""
    return Curve(tuple(key for _, key in sorted({key.time: key for key in points}.items())))


def _between(left: Key, right: Key, time: int) -> float:
    u = (time - left.time) / (right.time - left.time)
    u = cubic_bezier(*left.bezier, u) if left.bezier else u
    return left.value + (right.value - left.value) * u
