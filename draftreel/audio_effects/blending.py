"""How much of an effect is heard."""

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import Samples


def blended(dry: Samples, wet: NDArray[np.floating], strength: float) -> Samples:
    """From the dry samples at strength 0 to the wet ones at 1, in the samples' own form."""
    if strength == 1:
        return np.ascontiguousarray(wet, np.float32)
    return np.ascontiguousarray(dry + np.float32(strength) * (wet - dry), np.float32)
