"""A voice pulled to the nearest note."""

import numpy as np

from draftreel.audio_effects.delaying import delayed
from draftreel.audio_effects.periods import SHORTEST_S, STEP_S, Track, tracked
from draftreel.samples import Samples

_TUNING_HZ = 440.0


def autotune(samples: Samples, rate: int, first: int, *, strength: float = 1.0) -> Samples:
    """Every voiced moment at the nearest note of the chromatic scale, or `strength` of the way there.

    The sound is read a little faster or slower, and whole periods are left out or said again, so that its length
    and its formants stay (US patent 5,973,252, which has expired).
    """
    del first
    if strength == 0 or len(samples) < 2 * SHORTEST_S * rate:
        return samples
    periods = tracked(samples.mean(axis=1), rate)
    return _played(samples, rate, periods, _ratios(periods) ** strength)


def _ratios(periods: Track) -> Track:
    """By how much each moment must be higher to be at its nearest note."""
    hertz = 1 / np.where(periods > 0, periods, 1 / _TUNING_HZ)
    notes = 12 * np.log2(hertz / _TUNING_HZ)
    return np.asarray(2 ** ((np.round(notes) - notes) / 12), np.float64)


def _played(samples: Samples, rate: int, periods: Track, ratios: Track) -> Samples:
    """The samples read at changing speeds, from two places at once where a whole period is jumped over."""
    step = round(STEP_S * rate)
    drifts = (1 - ratios) * step
    jumps = _jumps(drifts, periods * rate)
    begun = np.cumsum(drifts + jumps) - drifts - jumps
    place = np.arange(len(samples), dtype=np.int32)
    at, part = np.minimum(place // step, len(drifts) - 1), (place % step).astype(np.float32) / np.float32(step)
    late = begun[at] + drifts[at] * part
    near, jump = delayed(samples, late), jumps[at]
    if not jump.any():
        return near
    rising = (0.5 - 0.5 * np.cos(np.pi * part)).astype(np.float32)[:, np.newaxis]
    return np.asarray(near + (delayed(samples, late + jump) - near) * rising, np.float32)


def _jumps(drifts: Track, periods: Track) -> Track:
    """By how many samples to jump at every step: whole periods, as soon as the sound is half of one early or late.

    Where there is no period there is nothing to be out of step with: it goes back to where it belongs.
    """
    jumps, late = np.zeros_like(drifts), 0.0
    for index, (drift, period) in enumerate(zip(drifts, periods, strict=True)):
        jumps[index] = -period * round((late + drift) / period) if period > 0 else -late - drift
        late += drift + jumps[index]
    return jumps
