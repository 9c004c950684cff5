"""A voice made clear: tilted, evened out, cleaned."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.boost import boost
from draftreel.audio_effects.denoise import denoise
from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.samples import Samples

_THRESHOLD_DB = -24.0
_SMOOTH_S = 0.03
_SILENCE = 1e-10


def enhance(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    low: float = 80.0,
    bass: float = 0.0,
    presence: float = 4.0,
    air: float = 2.0,
    ratio: float = 2.0,
    clean: float = 0.0,
) -> Samples:
    """`bass`, `presence` and `air` in dB (about 160, 3200 and 9000 Hz), nothing below `low` hertz.

    `clean` 0..1 takes steady noise away first; at last what is loud is pressed by `ratio`.
    """
    if strength == 0 or len(samples) == 0:
        return samples
    quiet = denoise(samples, rate, first, strength=clean)
    clear = boost(filtered(quiet, passing(low, 0, rate, 2)), rate, first, bass=bass, presence=presence, air=air)
    return blended(samples, _evened(clear, rate, ratio), strength)


def _evened(samples: Samples, rate: int, ratio: float) -> Samples:
    """What is above the threshold is pressed, and all is louder by a third of what full scale lost."""
    if ratio <= 1:
        return samples
    level = 10 * np.log10(_power(samples, rate) + _SILENCE)
    slope = 1 - 1 / ratio
    decibels = -slope * np.maximum(level - _THRESHOLD_DB, 0) - slope * _THRESHOLD_DB / 3
    return (samples * np.power(10, decibels / 20)[:, np.newaxis]).astype(np.float32)


def _power(samples: Samples, rate: int) -> NDArray[np.float64]:
    kept = np.exp(-1 / (_SMOOTH_S * rate))
    power: NDArray[np.float64] = lfilter([1 - kept], [1, -kept], np.square(samples).mean(axis=1, dtype=np.float64))
    return np.maximum(power, 0)
