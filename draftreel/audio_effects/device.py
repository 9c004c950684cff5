"""Telephones, radios, loudspeakers: a band of the sound, pressed through something small."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.equaliser import filtered, passing, peak
from draftreel.audio_effects.hissing import crackle, under, white
from draftreel.audio_effects.pressing import pressed
from draftreel.samples import Samples

_NOISE = 0.02
_CLICK = 1.5
_CLICKS_PER_S = 9.0


def device(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    low: float = 300.0,
    high: float = 3400.0,
    drive: float = 1.0,
    horn: float = 0.0,
    noise: float = 0.0,
    clicks: float = 0.0,
) -> Samples:
    """Only `low` to `high` hertz, limited softly (the harder `drive` is), `horn` dB in the middle.

    `noise` and `clicks` 0..1 lie under the sound as long as there is any.
    """
    if strength == 0:
        return samples
    band = passing(low, high, rate)
    middle = peak((low * high) ** 0.5, horn, rate, 2.0) if low > 0 else peak(high / 4, horn, rate, 2.0)
    narrow = filtered(samples, band, middle)
    dirty = pressed(narrow, drive) + _dirt(samples, rate, first, noise, clicks)
    return blended(samples, filtered(dirty, passing(0, high, rate)), strength)


def _dirt(samples: Samples, rate: int, first: int, noise: float, clicks: float) -> Samples | float:
    if noise == 0 and clicks == 0:
        return 0.0
    hiss = np.float32(noise * _NOISE) * white(11, first, len(samples))
    lone = np.float32(clicks * _CLICK * _NOISE * 4) * crackle(12, first, len(samples), _CLICKS_PER_S, rate)
    return (hiss + lone) * under(samples, rate)
