"""Overdriven: what is loud is squared off."""

import numpy as np

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.samples import Samples


def distort(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, drive: float = 12.0, high: float = 7000.0
) -> Samples:
    """`drive` times as loud through tanh, as loud again as a sound of a tenth of full scale was before."""
    del first
    if strength == 0:
        return samples
    loudness = np.float32(0.1 / np.tanh(0.1 * drive)) if drive > 0 else np.float32(1)
    squared = np.tanh(samples * np.float32(drive)) * loudness * 2
    return blended(samples, filtered(squared, passing(0, high, rate, 2)), strength)
