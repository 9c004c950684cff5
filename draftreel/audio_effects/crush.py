"""Few bits and few samples: an old machine's sound."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.voice import shifted
from draftreel.samples import Samples

_SPAN_SEMITONES = 24.0  # of the slider `pitch`, which is at rest in its middle


def crush(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    bits: float = 6.0,
    hertz: float = 8000.0,
    pitch: float = 0.5,
    timbre: float = 1.0,
) -> Samples:
    """`hertz` samples a second held between, each one of 2 to the `bits` levels.

    `pitch` 0..1 is an octave down to an octave up, `timbre` 0..1 how coarse it is.
    """
    if strength == 0 or len(samples) == 0:
        return samples
    semitones = (pitch - 0.5) * _SPAN_SEMITONES
    heard = shifted(samples, rate, first, semitones, semitones)
    held = heard[_held(first, len(samples), rate / (1 + timbre * (rate / hertz - 1)), rate)]
    steps = np.float32(2 ** (bits + 6 * (1 - timbre) - 1))
    return blended(samples, np.round(held * steps) / steps, strength)


def _held(first: int, count: int, hertz: float, rate: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The rows that are heard: each is that of the last tick of a clock that began with the clip."""
    place = np.arange(first, first + count)
    ticks = np.floor((place + 0.5) * (hertz / rate))
    rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]] = np.ceil(ticks * (rate / hertz) - 0.5).astype(np.int64)
    return np.clip(rows - first, 0, count - 1)
