"""Blurred away from a point, as by a lens that zooms."""

from draftreel.effects.moment import Moment
from draftreel.image import Image, blurred_radially

_LARGEST = 0.3  # more than its size: what the farthest part of the blur shows at `blur` 1


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
    centre = horizontal_shift * image.width, vertical_shift * image.height
    return blurred_radially(image, centre, strength * blur * _LARGEST)
