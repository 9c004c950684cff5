"""What swings: the pitch, the loudness, or copies of the sound a little late."""

import numpy as np
from numpy.typing import NDArray

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.delaying import delayed
from draftreel.samples import CHANNELS, Samples

_FASTEST_HZ = 10.0
_VIBRATO_SEMITONES = 1.0
_CHORUS_S = 0.022
_CHORUS_SWING_S = 0.003
_FLANGER_S = 0.0045


def vibrato(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, frequency: float = 0.55, width: float = 0.5
) -> Samples:
    """The pitch up and down by `width` 0..1 of a semitone, `frequency` 0..1 of ten times a second."""
    hertz = frequency * _FASTEST_HZ
    if strength * width * hertz == 0:
        return samples
    # a delay of d sin(w t) changes the pitch by d w cos(w t)
    swing = (2 ** (_VIBRATO_SEMITONES * strength * width / 12) - 1) / (2 * np.pi * hertz) * rate
    return delayed(samples, swing * (1 + _sine(rate, first, len(samples), hertz)))


def tremolo(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, frequency: float = 0.5, width: float = 0.7
) -> Samples:
    """The loudness up and down: to 1 - `width` of it, `frequency` 0..1 of ten times a second."""
    if strength * width == 0:
        return samples
    swing = 0.5 - 0.5 * _sine(rate, first, len(samples), frequency * _FASTEST_HZ)
    return (samples * (1 - strength * width * swing)[:, np.newaxis]).astype(np.float32)


def chorus(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, voices: float = 3.0, hertz: float = 0.7
) -> Samples:
    """The sound with `voices` copies, each a little late by a time that swings, others left than right."""
    if strength == 0:
        return samples
    copies = [_copy(samples, rate, first, hertz, index) for index in range(max(1, round(voices)))]
    wet = samples + sum(copies, np.zeros_like(samples)) * np.float32(len(copies) ** -0.5)
    return blended(samples, wet * np.float32(0.75), strength)


def flanger(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, hertz: float = 0.25, depth: float = 0.8
) -> Samples:
    """The sound with itself from no more than milliseconds before: a comb that sweeps."""
    if strength == 0:
        return samples
    swing = 0.5 - 0.5 * _sine(rate, first, len(samples), hertz)
    copy = delayed(samples, 1 + swing * _FLANGER_S * rate)
    return blended(samples, (samples + np.float32(depth) * copy) / np.float32(1 + depth * 0.4), strength)


def _copy(samples: Samples, rate: int, first: int, hertz: float, index: int) -> Samples:
    phases = [(0.37 * index + 0.25 * channel) for channel in range(CHANNELS)]
    swings = [_sine(rate, first, len(samples), hertz * (1 + 0.13 * index), phase) for phase in phases]
    by = (1 + 0.35 * index) * _CHORUS_S + _CHORUS_SWING_S * np.stack(swings, axis=1)
    return delayed(samples, by * rate)


def _sine(rate: int, first: int, count: int, hertz: float, phase: float = 0.0) -> NDArray[np.float64]:
    turns = np.arange(first, first + count) * (hertz / rate) + phase
    swing: NDArray[np.float64] = np.sin(2 * np.pi * (turns % 1))
    return swing
