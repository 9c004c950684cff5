"""Overdriven: what is loud is squared off."""

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.audio_effects.pressing import pressed
from draftreel.samples import Samples


def distort(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, drive: float = 12.0, high: float = 7000.0
) -> Samples:
    """Pressed through tanh, `drive` times as loud before it, and nothing above `high` hertz."""
    del first
    if strength == 0:
        return samples
    return blended(samples, filtered(pressed(samples, drive), passing(0, high, rate, 2)), strength)
