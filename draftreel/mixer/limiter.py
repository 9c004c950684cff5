"""Keeps a mix within full scale: looks ahead, turns down smoothly, and leaves alone what fits."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import compiled
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples

AHEAD = SAMPLE_RATE // 200 - 1  # samples over which it turns down: 5 ms; with this one, whole fours
RELEASE = SAMPLE_RATE * 2 // 5  # samples over which it would come back from silence: 0.4 s
MEMORY = RELEASE + 2 * AHEAD
"""Samples after which it has forgotten what it did: begun that much earlier, it does the same."""

Gains = NDArray[np.float64]
_GAINS_IN = "Array(float64, 1, 'A', True)"
_GAINS_OUT = "Array(float64, 1, 'A')"


class Limiter:
    """Reads a tape on and on from sample `first`; no sample that comes out is beyond -1..1.

    Samples that no peak is near come out bit by bit as they went in, and how many are read at a time
    changes nothing. At each sample the reduction is the mean, weighted over the last `AHEAD` samples,
    of what the loudest of the next `AHEAD` needs.
    """

    def __init__(self, tape: Tape, first: int) -> None:
        self._tape = tape
        self._position = first
        self._ahead = tape.read(first, AHEAD)
        self._reduction = np.zeros(AHEAD)

    def read(self, count: int) -> Samples:
        """The next `count` samples."""
        heard = np.concatenate((self._ahead, self._tape.read(self._position + AHEAD, count)))
        self._position += count
        self._ahead = heard[count:]
        if not self._reduction.any() and np.abs(heard).max() <= 1.0:
            return heard[:count]
        return self._limited(heard, count)

    def _limited(self, heard: Samples, count: int) -> Samples:
        fitting = 1.0 / np.maximum(np.abs(heard).max(axis=1).astype(np.float64), 1.0)
        reduction = np.concatenate((self._reduction, np.zeros(count)))
        gains = np.ones(count)
        _shape(_lowest_ahead(fitting, count), _weights(), reduction, gains)
        self._reduction = reduction[count:]
        return np.clip(heard[:count] * gains[:, np.newaxis], -1, 1).astype(np.float32)


def _lowest_ahead(fitting: Gains, count: int) -> Gains:
    """At each of `count` samples the least of itself and the next `AHEAD`, by windows that double."""
    width = 1
    while width * 2 <= AHEAD + 1:
        fitting = np.minimum(fitting[:-width], fitting[width:])
        width *= 2
    rest = AHEAD + 1 - width
    return np.minimum(fitting[:count], fitting[rest : rest + count])


@cache
def _weights() -> Gains:
    """A bell over the last AHEAD + 1 samples that sums to one."""
    bell = np.hanning(AHEAD + 3)[1:-1]
    weights: Gains = bell / bell.sum()
    return weights


@compiled(_GAINS_IN, _GAINS_IN, _GAINS_OUT, _GAINS_OUT)
def _shape(fitting: Gains, weights: Gains, reduction: Gains, gains: Gains) -> None:
    past, quiet = len(weights) - 1, 0
    for n in range(len(fitting)):
        reduction[past + n] = max(1.0 - fitting[n], reduction[past + n - 1] - 1.0 / RELEASE, 0.0)
        quiet = 0 if reduction[past + n] else quiet + 1
        if quiet > past:
            continue
        a = b = c = d = 0.0  # four sums, as an addition need not wait for the one before it
        for k in range(0, len(weights), 4):
            a += weights[k] * reduction[n + k]
            b += weights[k + 1] * reduction[n + k + 1]
            c += weights[k + 2] * reduction[n + k + 2]
            d += weights[k + 3] * reduction[n + k + 3]
        gains[n] = 1.0 - (a + b + c + d)
