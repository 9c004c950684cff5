"""One colour, where a picture is."""

from draftreel.image import Image, fill
from draftreel.image.masking import masked


def veil(image: Image, colour: tuple[float, ...]) -> Image:
    """The colour (red, green, blue, each 0..1) in the picture's size, as transparent as the picture is."""
    flat = fill(image.size, (colour[0], colour[1], colour[2], 1.0))
    return flat if image.opaque else masked(flat, image.planes[3])
