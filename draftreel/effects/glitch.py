"""A signal that breaks down now and then."""

import math

from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.image import Image
from draftreel.image.breaking import broken
from draftreel.noise import unit

_TURNS = 12  # in a beat: as long as one break-down stands


def glitch(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    intensity: float = 0.6,
    speed: float = 0.33,
    seed: int = 1,
) -> Image:
    """Half of the time the picture is whole; `intensity` 0..1 is how far its parts slip."""
    turn = math.floor(beats(moment.time, speed) * _TURNS)
    if unit(int(seed), turn, 0) < 0.5:
        return image
    return broken(image, int(seed), turn, strength * intensity)
