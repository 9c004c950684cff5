"""The sliders of the app's adjustment: light, contrast and colour."""

from draftreel.filters.development import Development, developed
from draftreel.image import Image


def adjust(  # noqa: PLR0913 - the app's sliders, one for one
    image: Image,
    *,
    brightness: float = 0.0,
    contrast: float = 0.0,
    saturation: float = 0.0,
    temperature: float = 0.0,
    tint: float = 0.0,
    highlights: float = 0.0,
    shadows: float = 0.0,
    fade: float = 0.0,
    exposure: float = 0.0,
    strength: float = 1.0,
) -> Image:
    """Every slider -1..1 with 0 in the middle; a higher temperature is warmer, a higher tint goes to magenta."""
    return developed(
        image,
        Development(
            brightness=brightness,
            contrast=contrast,
            saturation=saturation,
            temperature=temperature,
            tint=tint,
            highlights=highlights,
            shadows=shadows,
            fade=fade,
            exposure=exposure,
        ),
        strength,
    )
