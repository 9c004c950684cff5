"""Noise that is the same at a place whatever was asked for before it."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from draftreel.noise import unit
from draftreel.samples import CHANNELS, Samples

_HEARD_S = 0.1  # the time by which noise outlasts the sound it lies under
_QUIET = 0.01  # the level from which on a sound has all of its noise


def white(seed: int, first: int, count: int) -> NDArray[np.float32]:
    """Shape (count, 2), evenly spread over -1..1: splitmix64 (Steele et al. 2014) of the seed and the place."""
    start = (first * CHANNELS + int(unit(seed) * 2**62)) % 2**63
    state = np.arange(start, start + count * CHANNELS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    state ^= state >> np.uint64(31)
    spread: NDArray[np.float32] = (state >> np.uint64(40)).astype(np.float32) / np.float32(2**23) - 1
    return spread.reshape(count, CHANNELS)


def crackle(seed: int, first: int, count: int, per_second: float, rate: int) -> NDArray[np.float32]:
    """Lone clicks of chance height, shape (count, 2), the same left and right."""
    chance = white(seed, first, count)[:, :1]
    rare = 1 - 2 * per_second / rate
    return np.repeat(np.where(chance > rare, white(seed + 1, first, count)[:, :1], 0), CHANNELS, axis=1)


def under(samples: Samples, rate: int) -> NDArray[np.float32]:
    """How much of a noise is heard with the samples, 0..1, shape (count, 1): nothing where there is silence."""
    forgetting = np.exp(-1 / (_HEARD_S * rate))
    power = np.square(samples).mean(axis=1, dtype=np.float64)
    level = np.sqrt(lfilter([1 - forgetting], [1, -forgetting], power))
    heard: NDArray[np.float32] = np.minimum(level / _QUIET, 1).astype(np.float32)
    return heard[:, np.newaxis]
