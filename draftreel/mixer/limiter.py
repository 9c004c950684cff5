"""Keeps the true peaks of a mix below a ceiling: looks ahead, turns down smoothly, and leaves alone what fits."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import compiled, piece
from draftreel.image.room import room
from draftreel.mixer.peaks import REACH, Peaks, swing, true_peaks
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples

CEILING = float(10 ** (-1 / 20))
"""The greatest true peak: -1 dBTP, as EBU R 128 has it."""

AHEAD = SAMPLE_RATE // 200  # samples over which it turns down: 5 ms
RELEASE = SAMPLE_RATE * 2 // 5  # samples over which it would come back from silence: 0.4 s
MEMORY = RELEASE + AHEAD + 2 * REACH
"""Samples after which it has forgotten what it did: begun that much earlier, it does the same."""

_CHUNK = 256

Gains = NDArray[np.float64]
_GAINS_IN = "Array(float64, 1, 'C', True)"
_GAINS_OUT = "Array(float64, 1, 'C')"


class Limiter:
    """Reads a tape on and on from sample `first`; no true peak that comes out is beyond `CEILING`.

    Samples that no peak is near come out bit by bit as they went in, and how many are read at a time
    changes nothing. At each sample the reduction is the mean, weighted over the last `AHEAD` samples,
    of what the loudest of the next `AHEAD` needs.
    """

    def __init__(self, tape: Tape, first: int) -> None:
        self._tape = tape
        self._position = first - AHEAD - REACH
        self._near = tape.read(self._position - REACH, AHEAD + 2 * REACH)
        self._reduction = np.zeros(AHEAD)
        self.read(AHEAD + REACH)  # so that it is down already where a sound begins at full strength

    def read(self, count: int) -> Samples:
        """The next `count` samples."""
        heard = np.concatenate((self._near, self._tape.read(self._position + AHEAD + REACH, count)))
        self._position += count
        self._near = heard[count:]
        out = heard[REACH : REACH + count]
        resting = not self._reduction.any()
        if resting and np.abs(heard).max() * swing() <= CEILING:
            return out
        peaks = true_peaks(heard, CEILING)
        return out if resting and peaks.max() <= CEILING else self._limited(out, peaks)

    def _limited(self, samples: Samples, peaks: Peaks) -> Samples:
        count = len(samples)
        fitting = CEILING / np.maximum(peaks.astype(np.float64), CEILING)
        reduction = np.concatenate((self._reduction, np.zeros(count)))
        gains = np.ones(count)
        _release(_lowest_ahead(fitting, count), reduction, AHEAD)
        (total,) = room(np.float64, (_CHUNK,))
        _smooth(reduction, _weights(), total, gains)
        self._reduction = reduction[count:]
        return np.clip(samples * gains[:, np.newaxis], -CEILING, CEILING).astype(np.float32)


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


@compiled(_GAINS_IN, _GAINS_OUT, "int64")
def _release(fitting: Gains, reduction: Gains, past: int) -> None:
    """What each sample needs, coming back no faster than it may; the first `past` are from before."""
    for n in range(len(fitting)):
        reduction[past + n] = max(1.0 - fitting[n], reduction[past + n - 1] - 1.0 / RELEASE, 0.0)


@compiled(_GAINS_IN, _GAINS_IN, _GAINS_OUT, _GAINS_OUT)
def _smooth(reduction: Gains, weights: Gains, total: Gains, gains: Gains) -> None:
    """One less the weighted mean; samples side by side, so that the machine takes several at once."""
    for start in range(0, len(gains), _CHUNK):
        count = min(_CHUNK, len(gains) - start)
        near = reduction[start : start + count + len(weights) - 1]
        if not _reduced(near):
            continue
        total[:count] = 0
        for k in range(len(weights)):
            weight, moved = weights[k], near[k : k + count]
            for n in range(count):
                total[n] += weight * moved[n]
        for n in range(count):
            gains[start + n] = 1.0 - total[n]


@piece
def _reduced(reduction: Gains) -> bool:
    found = False
    for n in range(len(reduction)):
        found |= reduction[n] > 0
    return found
