"""What could not be shown exactly, as data: it travels beside the timeline into the report."""

from dataclasses import dataclass
from enum import StrEnum


class Fidelity(StrEnum):
    """How near the picture or the sound comes to what the app would make."""

    EXACT = "exact"
    CLOSE = "close"
    STAND_IN = "stand-in"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`code` is a stable kebab-case word; `place` is where in the draft ("video track 2, segment 3: sea.mp4").

    `asked` is what the draft asks for, `shown` what is shown instead.
    """

    code: str
    fidelity: Fidelity
    place: str
    asked: str
    shown: str
