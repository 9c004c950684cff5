"""Split toning: one colour for the shadows and one for the lights, as prints and old films have them."""

from draftreel.filters.development import GREY, Colour, Development, developed
from draftreel.image import Image


def tinted(  # noqa: PLR0913 - a look is these numbers
    image: Image,
    *,
    shadows: Colour = GREY,
    highlights: Colour = GREY,
    contrast: float = 0.0,
    brightness: float = 0.0,
    saturation: float = 0.0,
    fade: float = 0.0,
    strength: float = 1.0,
) -> Image:
    """Colours are red, green and blue, each 0..1, of which only the hue and how far from grey count; amounts -1..1."""
    return developed(
        image,
        Development(
            contrast=contrast,
            brightness=brightness,
            saturation=saturation,
            fade=fade,
            dark_tint=shadows,
            light_tint=highlights,
        ),
        strength,
    )
