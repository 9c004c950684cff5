"""Sound at another speed, pitch and all: resampling at any ratio by a windowed sinc."""

import math
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import WHOLE, compiled
from draftreel.samples import Samples, silence

_CROSSINGS = 16  # zero crossings of the sinc on either side
_STEPS = 512  # table entries from one crossing to the next: the error of reading between them is below -100 dB
_BETA = 9.0  # Kaiser's window, for a stop band of some 90 dB
_PASS = 0.94  # the share of the narrower band that is kept

_SAMPLES_IN = "Array(float32, 2, 'A', True)"
_SAMPLES_OUT = "Array(float32, 2, 'A')"
_TABLE = "Array(float64, 1, 'A', True)"


def source_range(speed: Fraction, first: int, count: int) -> tuple[int, int]:
    """The source samples (first, count) that `count` samples from `first` at this speed are made of."""
    reach = _reach(speed)
    start = math.floor(first * speed) - reach
    return start, math.floor((first + count) * speed) + reach + 1 - start


def resample(source: Samples, origin: int, speed: Fraction, first: int, count: int) -> Samples:
    """Samples `first` to `first + count` of a source played at `speed`: pitch follows speed, sample 0 stays sample 0.

    `source` begins at sample `origin` and covers `source_range`. Every sample depends on its own position
    only, so that pieces join without a seam. Band-limited interpolation as in Julius O. Smith, "Digital
    Audio Resampling Home Page".
    """
    out = silence(count)
    _interpolate(source, _lobe(), out, origin, first, speed.numerator, speed.denominator, _reach(speed))
    return out


def _reach(speed: Fraction) -> int:
    return math.ceil(_CROSSINGS / _PASS * max(1.0, float(speed))) + 1


@cache
def _lobe() -> NDArray[np.float64]:
    """One side of the windowed sinc, and a zero beyond its end to read up to."""
    x = np.arange(_CROSSINGS * _STEPS + 1) / _STEPS
    window = np.i0(_BETA * np.sqrt(1 - (x / _CROSSINGS) ** 2)) / np.i0(_BETA)
    return np.append(np.sinc(x) * window, (0.0, 0.0))


@compiled(_SAMPLES_IN, _TABLE, _SAMPLES_OUT, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE)
def _interpolate(  # noqa: PLR0913, PLR0917 - machine code takes arrays and numbers
    source: Samples, lobe: NDArray[np.float64], out: Samples, origin: int, first: int, up: int, down: int, reach: int
) -> None:
    scale = _PASS * _STEPS * min(1.0, down / up)
    for n in range(len(out)):
        whole, rest = divmod((first + n) * up, down)
        left = right = weights = 0.0
        for k in range(-reach + 1, reach + 1):
            x = abs(k - rest / down) * scale
            i = int(x)
            if i < len(lobe) - 2:
                weight = lobe[i] + (lobe[i + 1] - lobe[i]) * (x - i)
                left += weight * source[whole + k - origin, 0]
                right += weight * source[whole + k - origin, 1]
                weights += weight
        out[n, 0] = left / weights
        out[n, 1] = right / weights
