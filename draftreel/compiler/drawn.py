"""When a layer is drawn at all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """The local time in which a layer is drawn: its own span and the halves of the transitions beside it."""

    start: int
    end: int
