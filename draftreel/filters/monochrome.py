"""Black and white, or one colour from black to white."""

from draftreel.filters.development import GREY, Colour, Development, developed
from draftreel.image import Image


def monochrome(
    image: Image,
    *,
    tone: Colour = GREY,
    contrast: float = 0.0,
    brightness: float = 0.0,
    fade: float = 0.0,
    strength: float = 1.0,
) -> Image:
    """Half grey takes the tone's colour (red, green, blue, each 0..1), black and white none; 1 is all of it."""
    return developed(
        image,
        Development(
            saturation=-1, contrast=contrast, brightness=brightness, fade=fade, dark_tint=tone, light_tint=tone
        ),
        strength,
    )
