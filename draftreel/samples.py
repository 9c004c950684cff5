"""Sound in memory: float32 at 48 kHz, two channels, full scale at -1..1."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from draftreel.span import SAMPLE_RATE

Samples: TypeAlias = NDArray[np.float32]
"""Shape (count, 2), C-contiguous, `SAMPLE_RATE` samples a second, left then right."""

CHANNELS = 2


def silence(count: int) -> Samples:
    """`count` samples of nothing."""
    return np.zeros((count, CHANNELS), np.float32)


__all__ = ["CHANNELS", "SAMPLE_RATE", "Samples", "silence"]
