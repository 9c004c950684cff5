"""The picture swells and sinks back, like a heart that beats."""

import math

from draftreel.effects.camera import shown
from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.image import Image

_LARGEST = 0.4  # more than its size, at `size` 1


def pulse(image: Image, moment: Moment, strength: float = 1.0, size: float = 0.4, speed: float = 0.33) -> Image:
    """Every beat it grows at once by `size` 0..1, and is back before the next."""
    gone = beats(moment.time, speed) % 1
    swollen = math.sin(math.pi * math.sqrt(gone)) ** 2  # its height is reached a quarter into the beat
    return shown(image, (0, 0), 1 + strength * size * _LARGEST * swollen)
