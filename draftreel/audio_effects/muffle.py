"""Through a wall, a hand or water."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.delaying import delayed
from draftreel.audio_effects.equaliser import filtered, passing, peak
from draftreel.samples import Samples

_OCTAVES = 4.0  # that the slider `depth` sweeps over
_SWAY_HZ = 0.8
_SWAY_S = 0.004


def muffle(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    high: float = 800.0,
    depth: float = 0.5,
    bump: float = 0.0,
    sway: float = 0.0,
) -> Samples:
    """Nothing above `high` hertz (two octaves more at `depth` 0, two less at 1), `bump` dB just below it.

    `sway` 0..1 lets the pitch swim, as under water.
    """
    if strength == 0:
        return samples
    edge = min(high * 2 ** (_OCTAVES * (0.5 - depth)), rate * 0.45)
    wet = filtered(samples, passing(0, edge, rate), peak(edge * 0.7, bump, rate, 1.5))
    return blended(samples, _swaying(wet, rate, first, sway) if sway else wet, strength)


def _swaying(samples: Samples, rate: int, first: int, sway: float) -> Samples:
    time = np.arange(first, first + len(samples)) / rate
    swing = 1 + np.sin(2 * np.pi * _SWAY_HZ * time) * np.cos(2 * np.pi * _SWAY_HZ * 0.37 * time)
    return delayed(samples, swing * _SWAY_S * rate * sway)
