"""Both pictures are out of focus where one becomes the other."""

import math

from draftreel.easing import smooth
from draftreel.image import Image, mix
from draftreel.image import blur as blurred
from draftreel.image.mirroring import streaked

_MIXING = (0.3, 0.7)
_WIDEST = 0.06  # of the shorter side: the Gaussian's sigma half way, at `amount` 1
_LONGEST = 0.5  # of the shorter side: the line blurred along
_LINES = {"across": (1.0, 0.0), "down": (0.0, 1.0), "slant": (math.sqrt(0.5), -math.sqrt(0.5))}


def blur(outgoing: Image, incoming: Image, progress: float, along: str = "all", amount: float = 0.5) -> Image:
    """`along` is all (directions), across, down or slant (to the top right); `amount` 0..1 is how blurred half way."""
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    start, end = _MIXING
    mixed = mix(outgoing, incoming, smooth(min(max((progress - start) / (end - start), 0.0), 1.0)))
    wide = math.sin(math.pi * progress) * amount * min(mixed.size)
    if along == "all":
        return blurred(mixed, wide * _WIDEST)
    across, down = _LINES[along]
    return streaked(mixed, across * wide * _LONGEST, down * wide * _LONGEST)
