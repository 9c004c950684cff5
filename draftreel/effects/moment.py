"""How far an effect has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """Seconds since the effect began, and that as a share 0..1 of how long it acts in all."""

    time: float
    progress: float


START = Moment(0.0, 0.0)
