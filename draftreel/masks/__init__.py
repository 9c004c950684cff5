"""Masks: (size, **params) -> Alpha of shape (height, width), 0 hidden to 1 shown.

`size` is (width, height) of the visible part of what is masked, in pixels. Parameters are the draft's:
`x` and `y` the centre in half sizes from the middle (x right, y up), `width` and `height` shares of the size,
`rotation` in degrees clockwise, `feather` and `round_corner` 0..1.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Alpha: TypeAlias = NDArray[np.float32]
MaskFunction = Callable[..., Alpha]

MASKS: Mapping[str, MaskFunction] = {}

__all__ = ["MASKS", "Alpha", "MaskFunction"]
