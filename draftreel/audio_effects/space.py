"""Where a sound is: around the head, or wider than it was."""

import numpy as np
from numpy.typing import NDArray

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.delaying import delayed, later
from draftreel.audio_effects.equaliser import filtered, high_shelf, passing
from draftreel.samples import Samples

_EARS_S = 0.00033  # half of what one ear may hear later than the other (Woodworth)
_SHADOW_HZ, _SHADOW_DB = 2500.0, -9.0
_FASTEST_TURNS = 0.5
_SIDE = 0.4  # what is left of a stereo sound's own sides while it goes round
_WIDEN_S = 0.0113


def around(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    frequency: float = 0.25,
    position: float = 0.5,
    depth: float = 1.0,
) -> Samples:
    """The sound goes round the head, `frequency` 0..1 of once in two seconds, about `position` (0 left, 1 right).

    The far ear hears it later, quieter and duller; `depth` 0..1 is how far to the sides it goes.
    """
    if strength == 0:
        return samples
    turns = np.arange(first, first + len(samples)) * (frequency * _FASTEST_TURNS / rate) % 1
    where = np.clip(depth * np.sin(2 * np.pi * turns) + 2 * position - 1, -1, 1)
    middle = samples.mean(axis=1)
    wet = np.stack([_ear(middle, rate, toward) for toward in (-where, where)], axis=1)
    sides = samples - middle[:, np.newaxis]
    return blended(samples, wet + np.float32(_SIDE) * sides, strength)


def _ear(sound: NDArray[np.float32], rate: int, toward: NDArray[np.float64]) -> NDArray[np.float32]:
    """What an ear hears of a sound that is `toward` it, -1 at the other one to 1."""
    heard = delayed(sound[:, np.newaxis], _EARS_S * rate * (1 - toward))[:, 0]
    shadow = filtered(heard, high_shelf(_SHADOW_HZ, _SHADOW_DB, rate))
    facing = ((1 + toward) / 2).astype(np.float32)
    loud = np.sqrt(2) * np.sin(np.pi / 4 * (1 + 0.9 * toward))
    return np.asarray((shadow + (heard - shadow) * facing) * loud.astype(np.float32), np.float32)


def widen(samples: Samples, rate: int, first: int, *, strength: float = 1.0, width: float = 0.6) -> Samples:
    """Sides louder by `width`, and sides for what has none: a late copy, added left and taken away right.

    Both channels together are what they were.
    """
    del first
    if strength == 0:
        return samples
    middle = samples.mean(axis=1, keepdims=True)
    late = filtered(later(middle, round(_WIDEN_S * rate)), passing(200, 0, rate, 1))
    side = (1 + width) * (samples[:, :1] - middle) + np.float32(width * 0.7) * late
    return blended(samples, np.concatenate((middle + side, middle - side), axis=1), strength)
