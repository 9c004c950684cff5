"""Out of focus."""

from draftreel.effects.moment import Moment
from draftreel.image import Image
from draftreel.image import blur as blurred

_WIDEST = 0.04  # of the shorter side: the Gaussian's sigma at `blur` 1


def blur(image: Image, moment: Moment, strength: float = 1.0, blur: float = 0.5) -> Image:
    """A Gaussian blur; `blur` 0..1 is how wide."""
    del moment
    return blurred(image, strength * blur * _WIDEST * min(image.size))
