"""Notches that sweep through the sound."""

import numpy as np
from numpy.typing import NDArray

from draftreel.audio_effects.blending import blended
from draftreel.image.compiled import compiled
from draftreel.samples import Samples

_LOWEST_HZ, _HIGHEST_HZ = 250.0, 2500.0
_SOUND_IN = "Array(float32, 2, 'A', True)"
_SOUND_OUT = "Array(float32, 2, 'A')"
_SWING = "Array(float64, 1, 'C', True)"


def phaser(samples: Samples, rate: int, first: int, *, strength: float = 1.0, hertz: float = 0.4) -> Samples:
    """The sound with itself turned in phase by four all-passes that sweep `hertz` times a second.

    Two notches; the all-pass of first order is that of U. Zölzer (ed.), DAFX, 2011, 2.4.
    """
    if strength == 0:
        return samples
    turns = np.arange(first, first + len(samples)) * (hertz / rate) % 1
    corner = _LOWEST_HZ * (_HIGHEST_HZ / _LOWEST_HZ) ** (0.5 - 0.5 * np.cos(2 * np.pi * turns))
    tangent = np.tan(np.pi * corner / rate)
    turned = np.empty_like(samples)
    _turn(samples, (tangent - 1) / (tangent + 1), turned)
    return blended(samples, (samples + turned) / 2, strength)


@compiled(_SOUND_IN, _SWING, _SOUND_OUT)
def _turn(samples: Samples, swing: NDArray[np.float64], turned: Samples) -> None:
    for channel in range(samples.shape[1]):
        a = b = c = d = 0.0
        for n in range(len(samples)):
            by = swing[n]
            sound = float(samples[n, channel])
            first = by * sound + a
            a = sound - by * first
            second = by * first + b
            b = first - by * second
            third = by * second + c
            c = second - by * third
            fourth = by * third + d
            d = third - by * fourth
            turned[n, channel] = fourth
