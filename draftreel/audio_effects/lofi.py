"""Tape and worn machines: dull, swimming, noisy."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.delaying import delayed
from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.audio_effects.hissing import under, white
from draftreel.audio_effects.pressing import pressed
from draftreel.audio_effects.voice import shifted
from draftreel.samples import Samples

_WOW_HZ = 0.55
_FLUTTER_HZ = 6.3
_WOW_S = 0.004
_NOISE = 0.02


def lofi(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    low: float = 120.0,
    high: float = 4500.0,
    wow: float = 0.4,
    noise: float = 0.3,
    drive: float = 1.5,
    semitones: float = 0.0,
) -> Samples:
    """`low` to `high` hertz, softly limited, with a pitch that swims by `wow` 0..1 and `noise` 0..1 under the sound.

    `semitones` play it lower or higher, voice and all.
    """
    if strength == 0 or len(samples) == 0:
        return samples
    heard = shifted(samples, rate, first, semitones, semitones)
    swum = delayed(heard, _wow(rate, first, len(samples)) * wow) if wow else heard
    hiss = np.float32(noise * _NOISE) * white(31, first, len(samples)) * under(samples, rate)
    return blended(samples, filtered(pressed(swum, drive) + hiss, passing(low, high, rate, 2)), strength)


def _wow(rate: int, first: int, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    time = np.arange(first, first + count) / rate
    slow = 1 + np.sin(2 * np.pi * _WOW_HZ * time)
    quick = 0.02 * (1 + np.sin(2 * np.pi * _FLUTTER_HZ * time))
    return (slow + quick) * _WOW_S * rate
