"""Soft limits."""

import math

import numpy as np

from draftreel.samples import Samples

_SPOKEN = 0.3  # a level that speech often has: it stays what it was


def pressed(samples: Samples, drive: float) -> Samples:
    """The samples through tanh, `drive` times as loud before it; 0 leaves them alone. A level of 0.3 stays 0.3."""
    if drive <= 0:
        return samples
    return np.asarray(
        np.tanh(samples * np.float32(drive)) * np.float32(_SPOKEN / math.tanh(_SPOKEN * drive)), np.float32
    )
