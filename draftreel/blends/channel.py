"""What blends work on."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Channel: TypeAlias = NDArray[np.float64]
"""One of red, green and blue, sRGB as it is stored, 0..1."""
