"""A room around the sound."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import oaconvolve

from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.audio_effects.hissing import white
from draftreel.samples import CHANNELS, Samples

_SOUND_M_S = 343.0
_LONGEST_S = 4.8  # as the answer of the room ends 72 dB down, within what an effect may remember
_CROSSOVER_HZ = 3000.0  # above it walls and air swallow twice as much
_REFLECTIONS = 8


def reverb(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    seconds: float = 1.2,
    size: float = 8.0,
    wet: float = 0.5,
    low: float = 120.0,
    room: float = 0.0,
) -> Samples:
    """Reflections from walls some `size` metres away, then a tail that loses 60 dB in `seconds`.

    `wet` is the amplitude of all reflections beside the sound's own, `low` hertz below which nothing rings, `room`
    0..1 makes it up to four times as long. The answer of the room is noise that fades (J. Moorer, About this
    reverberation business, 1979).
    """
    del first
    if strength == 0 or len(samples) == 0:
        return samples
    answer = _answer(rate, min(seconds * 4**room, _LONGEST_S), size, low)
    out = samples.copy()
    for channel in range(CHANNELS):
        ringing = oaconvolve(samples[:, channel], answer[:, channel])[: len(samples)]
        out[:, channel] += np.float32(strength * wet) * ringing
    return out


@lru_cache(maxsize=8)
def _answer(rate: int, seconds: float, size: float, low: float) -> NDArray[np.float32]:
    """Shape (count, 2), as loud as a single sample of 1."""
    count = round(1.2 * seconds * rate)
    slow = _fading(seconds, count, rate) * filtered(white(1, 0, count), passing(low, _CROSSOVER_HZ, rate, 1))
    fast = _fading(seconds / 2, count, rate) * filtered(white(2, 0, count), passing(_CROSSOVER_HZ, 0, rate, 1))
    whole = (slow + fast) / np.sqrt(np.square(slow + fast).sum(axis=0)) * np.sqrt(0.75)
    start = round(size / _SOUND_M_S * rate)
    answer = np.concatenate((np.zeros((start, CHANNELS), np.float32), whole))[:count]
    return np.asarray(answer + _reflections(rate, size, count), np.float32)


def _fading(seconds: float, count: int, rate: int) -> NDArray[np.float32]:
    fading: NDArray[np.float32] = np.power(10, -3 * np.arange(count, dtype=np.float32) / (seconds * rate))
    return fading[:, np.newaxis]


def _reflections(rate: int, size: float, count: int) -> NDArray[np.float32]:
    """A quarter of the answer's energy: the walls, ever farther and fainter, at other times left and right."""
    found = np.zeros((count, CHANNELS), np.float32)
    for index, chance in enumerate(white(3, 0, _REFLECTIONS)):
        places = (size / _SOUND_M_S * rate * (0.5 + 0.35 * index + 0.15 * chance)).astype(int) + 1
        for channel, place in enumerate(np.minimum(places, count - 1)):
            found[place, channel] += (-1) ** index * 0.8**index
    return np.asarray(found / np.sqrt(np.square(found).sum(axis=0)) * 0.5, np.float32)
