"""Time: whole microseconds, half-open spans, and the two places where time is rounded."""

from dataclasses import dataclass
from fractions import Fraction

SECOND = 1_000_000
SAMPLE_RATE = 48_000


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time, `start <= t < end`, in microseconds."""

    start: int
    duration: int

    @property
    def end(self) -> int:
        return self.start + self.duration

    def __contains__(self, moment: int) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def clipped(self, to: "Span") -> "Span":
        """The part of this span inside `to`; of no duration when they do not meet."""
        start = max(self.start, to.start)
        return Span(start, max(0, min(self.end, to.end) - start))

    def shifted(self, by: int) -> "Span":
        return Span(self.start + by, self.duration)

    @classmethod
    def between(cls, start: int, end: int) -> "Span":
        return cls(start, end - start)


def frame_time(index: int, fps: Fraction) -> int:
    """When frame `index` shows, in microseconds: round(index * 1_000_000 / fps)."""
    return round(index * SECOND / fps)


def frame_at(moment: int, fps: Fraction) -> int:
    """The frame nearest to a moment; `frame_count` of a duration is this too."""
    return round(moment * fps / SECOND)


def sample_at(moment: int, rate: int = SAMPLE_RATE) -> int:
    """The sample nearest to a moment."""
    return round(Fraction(moment * rate, SECOND))
