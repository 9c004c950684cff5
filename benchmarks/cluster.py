"""What many machines would make of a film: a model of measured parts."""

import math
from dataclasses import dataclass, replace

from benchmarks.parts import Parts

MACHINES = (1, 2, 4, 8, 16, 32, 64)
LINK = 125e6
"""Bytes a second between a machine and the store: a gigabit."""
TRIP_S = 0.05
"""Seconds that asking the store for one file takes beyond its bytes."""

FORMULA = "plan + start + media + max(ceil(K / N) * (chunk + put), sound) + fetch + join + publish"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds a film takes on so many machines, and how many times faster than on one that is."""

    machines: int
    seconds: float
    faster: float


def longer(parts: Parts, times: int) -> Parts:
    """The parts of a film of the same making that is so many times as long; it is made of the same media."""
    return replace(
        parts,
        chunks=parts.chunks * times,
        sound=parts.sound * times,
        join=parts.join * times,
        film_bytes=parts.film_bytes * times,
    )


def seconds_on(parts: Parts, machines: int) -> float:
    """As `FORMULA` says.

    Every machine fetches the media, all at once; chunks go through the store to the one that joins.
    """
    count = len(parts.chunks)
    chunk = sum(parts.chunks) / count
    media = parts.media_bytes / LINK + TRIP_S
    drawn = math.ceil(count / machines) * (chunk + parts.film_bytes / count / LINK + TRIP_S)
    fetched = parts.film_bytes / LINK + TRIP_S
    made = parts.start + media + max(drawn, parts.sound)
    return parts.plan + made + fetched + parts.join + fetched


def estimates(parts: Parts) -> list[Estimate]:
    """The model for each number of machines."""
    alone = seconds_on(parts, 1)
    return [Estimate(n, seconds_on(parts, n), alone / seconds_on(parts, n)) for n in MACHINES]
