"""A signal that breaks down, and is another when it is back."""

import math

from draftreel.image import Image
from draftreel.image.breaking import broken
from draftreel.noise import unit

_TURNS = 10  # break-downs in one transition


def glitch(outgoing: Image, incoming: Image, progress: float, intensity: float = 1.0, seed: int = 1) -> Image:
    """Worst half way, where at random the one picture or the other is seen; `intensity` 0..1 is how far parts slip."""
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    turn = math.floor(progress * _TURNS)
    late = unit(int(seed), turn, 0) < 2 * progress - 0.5  # never in the first quarter, always in the last
    return broken(incoming if late else outgoing, int(seed), turn, intensity * math.sin(math.pi * progress))
