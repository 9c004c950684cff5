"""A draft's curve of speeds as a ramp of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from draftreel.compiler.limits import held
from draftreel.compiler.pieces import Piece
from draftreel.draft.media_materials import CurvePoint, SpeedMaterial
from draftreel.timeline import Knot, Ramp

_SPEEDS = (0.1, 10.0)
"""What the app's curves can reach."""

_SHORTEST = 1_000
"""Microseconds of the film and of the source that two knots are apart at least."""


@dataclass(frozen=True, slots=True)
class SpeedCurve:
    """Speeds at shares of the source, 0 and 1 among them, in order; `mean` is the whole's over the time it takes.

    The app keeps a mean beside each of its presets: Montage, 0.9 0.9 6.8 0.3 1 1 at 0, 0.1, 0.5, 0.65, 0.8 and 1,
    has 1.4534249930. That, as those of the others, follows if x runs along the source and what lies between two
    points takes its length over the mean of their speeds, as it does when the speed changes evenly in time. So
    the moments of the points are the app's; that the speed goes straight from one to the next is inferred.
    """

    points: tuple[tuple[float, float], ...]

    @property
    def mean(self) -> float:
        return 1 / sum(self._times)

    def ramp(self, duration: int, source: int) -> Ramp | None:
        """The curve made to pass `source` microseconds in exactly `duration`; None when there is no room for it."""
        pace = source / duration / self.mean
        ends = (0.0, *accumulate(self._times))
        knots = [
            Knot(round(duration * end * self.mean), round(source * x), y * pace)
            for end, (x, y) in zip(ends, self.points, strict=True)
        ]
        kept = _apart(knots)
        return Ramp(kept) if kept else None

    @property
    def _times(self) -> tuple[float, ...]:
        return tuple(2 * (right[0] - left[0]) / (left[1] + right[1]) for left, right in pairwise(self.points))


def speed_curve(piece: Piece) -> SpeedCurve | None:
    """The segment's curve, if it has one whose points say something."""
    found = next((one.curve_speed for one in piece.all(SpeedMaterial) if one.mode != 0 and one.curve_speed), None)
    return _curve(found.speed_points) if found else None


def _curve(points: Sequence[CurvePoint]) -> SpeedCurve | None:
    speeds = {held(point.x, (0.0, 1.0)): held(point.y, _SPEEDS) for point in points}
    if not speeds:
        return None
    ordered = sorted(speeds.items())
    return SpeedCurve((*_until(0.0, ordered[0]), *ordered, *_until(1.0, ordered[-1])))


def _until(x: float, nearest: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """The speed of the nearest point held as far as an end."""
    return () if nearest[0] == x else ((x, nearest[1]),)


def _apart(knots: Sequence[Knot]) -> tuple[Knot, ...]:
    """Those that leave room between them; none when the first and the last do not."""
    kept, last = [knots[0]], knots[-1]
    for knot in knots[1:-1]:
        if _room(kept[-1], knot) and _room(knot, last):
            kept.append(knot)
    return (*kept, last) if _room(kept[-1], last) else ()


def _room(left: Knot, right: Knot) -> bool:
    return right.local - left.local >= _SHORTEST and right.run - left.run >= _SHORTEST
