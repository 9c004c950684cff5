"""Second-order filters as rows for scipy.signal: after R. Bristow-Johnson, Cookbook formulae for audio EQ biquads."""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from draftreel.samples import Samples

Sections: TypeAlias = NDArray[np.float64]
"""Shape (sections, 6), as scipy.signal takes them."""


@dataclass(frozen=True, slots=True)
class _Corner:
    """A frequency's cosine, and half its sine over the quality."""

    cosine: float
    alpha: float

    @classmethod
    def at(cls, hertz: float, rate: int, quality: float) -> "_Corner":
        angle = 2 * math.pi * hertz / rate
        return cls(math.cos(angle), math.sin(angle) / (2 * quality))


def peak(hertz: float, decibels: float, rate: int, quality: float = 0.7) -> Sections:
    """A bell about a frequency."""
    corner, amount = _Corner.at(hertz, rate, quality), 10 ** (decibels / 40)
    above, below = corner.alpha * amount, corner.alpha / amount
    middle = -2 * corner.cosine
    return _row((1 + above, middle, 1 - above), (1 + below, middle, 1 - below))


def low_shelf(hertz: float, decibels: float, rate: int) -> Sections:
    """All below a frequency louder or quieter, half of the decibels at the frequency itself."""
    cosine, amount = _Corner.at(hertz, rate, math.sqrt(0.5)).cosine, 10 ** (decibels / 40)
    return _shelf(_Corner.at(hertz, rate, math.sqrt(0.5)), amount, cosine)


def high_shelf(hertz: float, decibels: float, rate: int) -> Sections:
    """All above a frequency louder or quieter, half of the decibels at the frequency itself."""
    corner, amount = _Corner.at(hertz, rate, math.sqrt(0.5)), 10 ** (decibels / 40)
    mirrored = _shelf(_Corner(-corner.cosine, corner.alpha), amount, -corner.cosine)
    mirrored[:, (1, 4)] *= -1
    return mirrored


def passing(low: float, high: float, rate: int, order: int = 4) -> Sections:
    """Butterworth's band from `low` to `high` hertz; 0 leaves an end open."""
    ends = []
    if low > 0:
        ends.append(butter(order, low, "highpass", fs=rate, output="sos"))
    if 0 < high < rate / 2:
        ends.append(butter(order, high, "lowpass", fs=rate, output="sos"))
    return np.concatenate(ends) if ends else np.array([[1.0, 0, 0, 1, 0, 0]])


def filtered(samples: Samples, *sections: Sections) -> Samples:
    """The samples through filters, one after the other, which were at rest before the first sample."""
    if len(samples) == 0:
        return samples
    return np.ascontiguousarray(sosfilt(np.concatenate(sections), samples, axis=0), np.float32)


def _shelf(corner: _Corner, amount: float, cosine: float) -> Sections:
    root = 2 * math.sqrt(amount) * corner.alpha
    more, less = amount + 1, amount - 1
    above = (
        amount * (more - less * cosine + root),
        2 * amount * (less - more * cosine),
        amount * (more - less * cosine - root),
    )
    below = more + less * cosine + root, -2 * (less + more * cosine), more + less * cosine - root
    return _row(above, below)


def _row(above: tuple[float, float, float], below: tuple[float, float, float]) -> Sections:
    return np.array([[*above, *below]]) / below[0]
