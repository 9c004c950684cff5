"""Blends: (backdrop, paint) -> colour, one channel of sRGB in 0..1 at a time, as arrays of one shape.

The formulas are those of W3C Compositing and Blending Level 1, section 9.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Channel: TypeAlias = NDArray[np.float64]
BlendFunction = Callable[[Channel, Channel], Channel]

BLENDS: Mapping[str, BlendFunction] = {}

__all__ = ["BLENDS", "BlendFunction", "Channel"]
