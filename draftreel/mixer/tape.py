"""Sounds that can be read at any sample, and the ways to play one through another."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from draftreel.errors import SoundError
from draftreel.media import Stretcher
from draftreel.media.speed import resample
from draftreel.mixer.pace import Pace
from draftreel.samples import Samples, silence
from draftreel.timeline import Routing

_PUSH = 16_384
_PATIENCE = 64  # pushes that may bring nothing, one after the other


class Tape(Protocol):
    """A sound with a sample at every position, silent outside its own; reading on is cheap, reading back may not be."""

    def read(self, first: int, count: int) -> Samples: ...

    def close(self) -> None: ...


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
    """The tape at another pace, pitch and all."""

    tape: Tape
    pace: Pace

    def read(self, first: int, count: int) -> Samples:
        places = self.pace.places(first, count)
        return resample(self.tape.read(*places.range), places)

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
    """The tape at another pace with its own pitch, from sample 0 on; reading back begins anew.

    What is pushed at a time does not depend on what is asked for, so neither does what comes out.
    """

    def __init__(self, tape: Tape, pace: Pace) -> None:
        self._tape = tape
        self._pace = pace
        self._ready, self._position = silence(0), 0
        self._stretcher = Stretcher(pace.at, pace.fastest)
        self._pushed = self._stretcher.begin

    def read(self, first: int, count: int) -> Samples:
        before = min(count, max(0, -first))
        if before:
            return np.concatenate((silence(before), self.read(first + before, count - before)))
        if first < self._position:
            self._rewind()
        self._skip_to(first)
        parts = [self._ready]
        while sum(map(len, parts)) < first + count - self._position:
            parts.append(self._stretched())
        self._ready = np.concatenate(parts)
        self._drop_before(first)
        return self._ready[:count]

    def close(self) -> None:
        self._tape.close()

    def _rewind(self) -> None:
        self._ready, self._position = silence(0), 0
        self._stretcher = Stretcher(self._pace.at, self._pace.fastest)
        self._pushed = self._stretcher.begin

    def _skip_to(self, first: int) -> None:
        while self._position + len(self._ready) < first:
            self._drop_before(first)
            self._ready = self._stretched()

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
