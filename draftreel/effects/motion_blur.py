"""Blurred along a line, as by a camera that moves."""

import math

from draftreel.effects.moment import Moment
from draftreel.image import Image
from draftreel.image.mirroring import streaked

_LONGEST = 0.25  # of the shorter side, at `blur` 1


def motion_blur(image: Image, moment: Moment, strength: float = 1.0, blur: float = 0.5, rotate: float = 0.0) -> Image:
    """`rotate` 0..1 is the line's turn: across at 0, to the bottom right at 0.25, down at 0.5."""
    del moment
    length = strength * blur * _LONGEST * min(image.size)
    if length <= 0:
        return image
    angle = math.pi * rotate
    return streaked(image, _clean(length * math.cos(angle)), _clean(length * math.sin(angle)))


def _clean(pixels: float) -> float:
    return 0.0 if abs(pixels) < 0.5 else pixels  # so that what is all but level counts as level
