"""Ring modulation: every frequency becomes its sum and its difference with the ring's own."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.samples import Samples


def ring(samples: Samples, rate: int, first: int, *, strength: float = 1.0, hertz: float = 50.0) -> Samples:
    """The sound times a sine of `hertz`."""
    if strength == 0:
        return samples
    turns = np.arange(first, first + len(samples)) * (hertz / rate) % 1
    swing = np.sqrt(2) * np.sin(2 * np.pi * turns)
    return blended(samples, samples * swing.astype(np.float32)[:, np.newaxis], strength)
