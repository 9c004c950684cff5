"""Sixteen bits out of samples that have more: rounded with noise, so that what is lost is hiss and no distortion."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import CHANNELS, Samples

_STEPS = 32_768  # from zero to full scale
_HALVES: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFF_FFFF)
_STRIDE: Final = np.uint64(0x9E37_79B9_7F4A_7C15)
_FIRST: Final = np.uint64(0xBF58_476D_1CE4_E5B9)
_SECOND: Final = np.uint64(0x94D0_49BB_1331_11EB)


def pcm16(samples: Samples, first: int) -> NDArray[np.int16]:
    """Shape (count, 2): steps of 1 / 32,768; `first` is the sample of the film that `samples` begin with.

    Before it is rounded every number gets noise of triangular density, a step either way (S. P. Lipshitz,
    R. A. Wannamaker and J. Vanderkooy, "Quantization and Dither", 1992). The noise follows from the place in
    the film, so that pieces join. What is a whole step already loses nothing and gets none: silence stays
    silent, and a source of sixteen bits that nothing changed stays as it was. What is over full scale is cut.
    """
    exact = samples.astype(np.float64) * _STEPS
    steps = np.floor(exact + 0.5 + np.where(exact == np.rint(exact), 0.0, _triangular(first, len(samples))))
    return np.clip(steps, -_STEPS, _STEPS - 1).astype(np.int16)


def _triangular(first: int, count: int) -> NDArray[np.float64]:
    """Noise between -1 and 1 for every number: the difference of two that are even over 0..1."""
    places = np.arange(first * CHANNELS, (first + count) * CHANNELS, dtype=np.int64).astype(np.uint64)
    mixed = _mixed((places + np.uint64(1)) * _STRIDE).reshape(count, CHANNELS)
    noise: NDArray[np.float64] = ((mixed >> _HALVES).astype(np.float64) - (mixed & _LOW)) / 2**32
    return noise


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Splitmix64 (Steele, Lea and Flood 2014)."""
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))
