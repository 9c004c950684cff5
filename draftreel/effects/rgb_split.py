"""Red and blue beside where they belong, as behind a cheap lens."""

import math

from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.image import Image, split_channels

_WIDEST = 0.1  # of the shorter side, from the middle of the slider to its end
_MIDDLE = 0.5


def rgb_split(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    horizontal_chromatic: float = 0.6,
    vertical_chromatic: float = 0.5,
    speed: float = 0.0,
) -> Image:
    """Red moves right and down and blue the other way; both sliders do nothing at 0.5, and swap the colours below.

    With a `speed` the colours part and meet again every beat.
    """
    far = strength * _WIDEST * min(image.size) * (1 + math.cos(2 * math.pi * beats(moment.time, speed))) / 2
    across, down = far * (horizontal_chromatic - _MIDDLE), far * (vertical_chromatic - _MIDDLE)
    return split_channels(image, red=(across, down), blue=(-across, -down))
