"""Sounds that can be read at any sample, and the ways to play one through another."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from draftreel.errors import SoundError
from draftreel.media.speed import resample, source_range
from draftreel.samples import Samples, silence
from draftreel.timeline import Routing

_PUSH = 16_384
_PATIENCE = 64  # pushes that may bring nothing, one after the other


class Tape(Protocol):
    """A sound with a sample at every position, silent outside its own; reading on is cheap, reading back may not be."""

    def read(self, first: int, count: int) -> Samples: ...

    def close(self) -> None: ...


class TimeStretcher(Protocol):
    """Takes a sound in pieces and gives it back longer or shorter, at the same pitch."""

    def push(self, samples: Samples) -> Samples: ...


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The tape from `start` on."""

    tape: Tape
    start: int

    def read(self, first: int, count: int) -> Samples:
        return self.tape.read(self.start + first, count)

    def close(self) -> None:
        self.tape.close()


@dataclass(frozen=True, slots=True)
class Reversed:
    """The tape backwards from just before `end`."""

    tape: Tape
    end: int

    def read(self, first: int, count: int) -> Samples:
        return np.ascontiguousarray(self.tape.read(self.end - first - count, count)[::-1])

    def close(self) -> None:
        self.tape.close()


@dataclass(frozen=True, slots=True)
class Respeeded:
    """The tape at another speed, pitch and all."""

    tape: Tape
    speed: Fraction

    def read(self, first: int, count: int) -> Samples:
        start, needed = source_range(self.speed, first, count)
        return resample(self.tape.read(start, needed), start, self.speed, first, count)

    def close(self) -> None:
        self.tape.close()


@dataclass(frozen=True, slots=True)
class Routed:
    """The tape with its channels given to left and right in other shares."""

    tape: Tape
    routing: Routing

    def read(self, first: int, count: int) -> Samples:
        shares = np.array((self.routing.left, self.routing.right), np.float32)
        return np.ascontiguousarray(self.tape.read(first, count) @ shares.T)

    def close(self) -> None:
        self.tape.close()


class Stretched:
    """The tape through a stretcher, from sample 0 on; reading back begins anew.

    What is pushed at a time does not depend on what is asked for, so neither does what comes out.
    """

    def __init__(self, tape: Tape, stretcher: Callable[[], TimeStretcher]) -> None:
        self._tape = tape
        self._new_stretcher = stretcher
        self._stretcher = stretcher()
        self._ready = silence(0)
        self._pushed = self._position = 0

    def read(self, first: int, count: int) -> Samples:
        if first < self._position:
            self._rewind()
        while self._position + len(self._ready) < first + count:
            self._drop_before(first)
            self._ready = np.concatenate((self._ready, self._stretched()))
        self._drop_before(first)
        return self._ready[:count]

    def close(self) -> None:
        self._tape.close()

    def _rewind(self) -> None:
        self._stretcher = self._new_stretcher()
        self._pushed = self._position = 0
        self._ready = silence(0)

    def _drop_before(self, first: int) -> None:
        dropped = min(first - self._position, len(self._ready))
        self._ready, self._position = self._ready[dropped:], self._position + dropped

    def _stretched(self) -> Samples:
        for _ in range(_PATIENCE):
            samples = self._stretcher.push(self._tape.read(self._pushed, _PUSH))
            self._pushed += _PUSH
            if len(samples):
                return samples
        raise SoundError("A sound could not be stretched")
