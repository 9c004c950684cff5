"""Sound made longer or shorter at its own pitch."""

import math

import numpy as np

from draftreel.errors import SoundError
from draftreel.media.resampling import pulled, stereo_graph, to_frame
from draftreel.samples import SAMPLE_RATE, Samples, silence

_SLOWEST, _FASTEST = 0.05, 100.0
_MILD = 2.0  # from 0.5 to 2 is what atempo was made for; at 8 it aborts the process

_LEAD = round(0.009 * SAMPLE_RATE)
"""Samples by which atempo plays ahead of its source when it slows down: measured on beeps, noise and a held note."""


class Stretcher:
    """Plays sound at `speed` (0.05 to 100) without changing its pitch, a block at a time.

    After `flush` exactly round(samples pushed / speed) samples have come out. FFmpeg's atempo (WSOLA) does
    the work; more than twice as fast or slow is done in several passes. Raises SoundError for a speed out of range.
    """

    def __init__(self, speed: float) -> None:
        if not _SLOWEST <= speed <= _FASTEST:
            raise SoundError(f"a speed of {speed:g}: not between {_SLOWEST:g} and {_FASTEST:g}")
        self._speed = speed
        self._graph = stereo_graph(SAMPLE_RATE, *(("atempo", f"{tempo!r}") for tempo in tempos(speed)))
        self._taken = self._given = 0
        if speed < 1:
            self._graph.push(to_frame(silence(_LEAD), SAMPLE_RATE))

    def push(self, samples: Samples) -> Samples:
        """What is ready after taking these samples in; often less than they will make, sometimes nothing."""
        self._taken += len(samples)
        if self._speed == 1:
            self._given += len(samples)
            return samples
        if len(samples):
            self._graph.push(to_frame(samples, SAMPLE_RATE))
        return self._ready()

    def flush(self) -> Samples:
        """The rest, cut or filled with silence to the exact length."""
        due = round(self._taken / self._speed) - self._given
        if self._speed == 1 or due <= 0:
            return silence(0)
        self._graph.push(None)
        rest = self._ready()[:due]
        return np.concatenate([rest, silence(due - len(rest))])

    def _ready(self) -> Samples:
        blocks = list(pulled(self._graph))
        out = np.concatenate(blocks) if blocks else silence(0)
        room = max(0, round(self._taken / self._speed) - self._given)
        self._given += min(room, len(out))
        return out[:room]


def tempos(speed: float) -> tuple[float, ...]:
    """Equal factors of `speed`, each between a half and two."""
    passes = max(1, math.ceil(abs(math.log(speed, _MILD)) - 1e-9))
    return (speed ** (1 / passes),) * passes
