"""Flashes of one colour."""

from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.effects.veil import veil
from draftreel.image import Image, mix

_LENGTH = 0.5  # of a beat: as long as a flash takes to fade


def flash(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    speed: float = 0.33,
    luminance: float = 1.0,
    colour: tuple[float, ...] = (1.0, 1.0, 1.0),
) -> Image:
    """Every beat begins with the colour, as strong as `luminance` 0..1, and gives the picture back."""
    share = strength * luminance * max(0.0, 1 - beats(moment.time, speed) % 1 / _LENGTH) ** 2
    if share <= 0:
        return image
    return mix(image, veil(image, colour), share)
