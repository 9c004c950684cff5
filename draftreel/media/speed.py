"""Sound at another speed, pitch and all: resampling at any ratio, also one that changes, by a windowed sinc."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import compiled
from draftreel.samples import Samples, silence

_CROSSINGS = 16  # zero crossings of the sinc on either side
_STEPS = 512  # table entries from one crossing to the next: the error of reading between them is below -100 dB
_BETA = 9.0  # Kaiser's window, for a stop band of some 90 dB
_PASS = 0.94  # the share of the narrower band that is kept

_SAMPLES_IN = "Array(float32, 2, 'A', True)"
_SAMPLES_OUT = "Array(float32, 2, 'A')"
_TABLE = "Array(float64, 1, 'A', True)"
_WHOLES = "Array(int64, 1, 'A', True)"


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the source samples are heard: the whole sample, how far after it (0 to 1), and how fast it passes."""

    whole: NDArray[np.int64]
    rest: NDArray[np.float64]
    speed: NDArray[np.float64]

    @classmethod
    def steady(cls, speed: Fraction, first: int, count: int) -> "Places":
        """Those of `count` samples from `first` at one speed, exact however far on; sample 0 stays sample 0."""
        steps = np.arange(first, first + count, dtype=np.int64) * speed.numerator
        whole, rest = np.divmod(steps, speed.denominator)
        return cls(whole, rest / speed.denominator, np.full(count, float(speed)))

    @classmethod
    def along(cls, places: NDArray[np.float64]) -> "Places":
        """Those between the first and the last of rising places, which tell how fast the others pass."""
        inner = places[1:-1]
        whole = np.floor(inner)
        return cls(whole.astype(np.int64), inner - whole, (places[2:] - places[:-2]) / 2)

    @property
    def range(self) -> tuple[int, int]:
        """The source samples (first, count) that they are made of."""
        reach = _reach(self.speed.max())
        return int(self.whole[0]) - reach, int(self.whole[-1] - self.whole[0]) + 2 * reach + 1


def resample(source: Samples, places: Places) -> Samples:
    """What is heard at the places of a source that covers their `range`: pitch follows speed.

    Every sample depends on its own place only, so that pieces join without a seam. Band-limited interpolation
    as in Julius O. Smith, "Digital Audio Resampling Home Page".
    """
    out = silence(len(places.whole))
    _interpolate(source, _lobe(), out, places.whole - places.range[0], places.rest, places.speed)
    return out


def _reach(speed: float) -> int:
    return math.ceil(_CROSSINGS / _PASS * max(1.0, speed)) + 1


@cache
def _lobe() -> NDArray[np.float64]:
    """One side of the windowed sinc, and a zero beyond its end to read up to."""
    x = np.arange(_CROSSINGS * _STEPS + 1) / _STEPS
    window = np.i0(_BETA * np.sqrt(1 - (x / _CROSSINGS) ** 2)) / np.i0(_BETA)
    return np.append(np.sinc(x) * window, (0.0, 0.0))


@compiled(_SAMPLES_IN, _TABLE, _SAMPLES_OUT, _WHOLES, _TABLE, _TABLE)
def _interpolate(
    source: Samples,
    lobe: NDArray[np.float64],
    out: Samples,
    whole: NDArray[np.int64],
    rest: NDArray[np.float64],
    speed: NDArray[np.float64],
) -> None:
    for n in range(len(out)):
        scale = _PASS * _STEPS * min(1.0, 1.0 / speed[n])
        reach = math.ceil(_CROSSINGS / _PASS * max(1.0, speed[n])) + 1
        left = right = weights = 0.0
        for k in range(-reach + 1, reach + 1):
            x = abs(k - rest[n]) * scale
            i = int(x)
            if i < len(lobe) - 2:
                weight = lobe[i] + (lobe[i + 1] - lobe[i]) * (x - i)
                left += weight * source[whole[n] + k, 0]
                right += weight * source[whole[n] + k, 1]
                weights += weight
        out[n, 0] = left / weights
        out[n, 1] = right / weights
