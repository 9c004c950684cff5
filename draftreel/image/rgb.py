"""The border at which a picture becomes sRGB and comes back, for what has no natural form on planes."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from draftreel.image.colour import from_rgb, to_rgb
from draftreel.image.image import Image
from draftreel.image.masking import masked, straight

Recolouring: TypeAlias = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
"""From sRGB of shape (height, width, 3), C-contiguous and its own to write to, to sRGB of the same shape."""


def recoloured(image: Image, function: Recolouring) -> Image:
    """The picture with its colours put through a function of straight sRGB; its alpha stays as it is."""
    out = from_rgb(function(to_rgb(straight(image))))
    return out if image.opaque else masked(out, image.planes[3])
