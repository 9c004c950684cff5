"""Blurred away from a point, as by a lens that zooms."""

import math

from draftreel.effects.moment import Moment
from draftreel.image import Image, mix
from draftreel.image.matrix import joined, moved, scaled
from draftreel.image.mirroring import filmed

_LARGEST = 0.3  # more than its size: what the farthest part of the blur shows at `blur` 1
_APART = 4.0  # pixels between the pictures that make the blur, in the corners


def zoom_blur(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    blur: float = 0.5,
    horizontal_shift: float = 0.5,
    vertical_shift: float = 0.5,
) -> Image:
    """The shifts are the point's place in shares of the width and the height, from the left and the top."""
    del moment
    factor = 1 + strength * blur * _LARGEST
    if factor <= 1:
        return image
    x, y = horizontal_shift * image.width, vertical_shift * image.height
    steps = math.ceil(math.log2(max((factor - 1) * math.hypot(*image.size) / 2 / _APART, 2)))
    for step in range(1, steps + 1):  # the mean of two pictures, of two such means, and so on
        larger = factor ** (0.5**step)
        image = mix(image, filmed(image, joined(moved(x, y), scaled(larger, larger), moved(-x, -y))), 0.5)
    return image
