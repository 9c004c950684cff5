"""The camera is knocked, and it is another picture that comes to rest."""

import math

from draftreel.image import Image
from draftreel.image.mirroring import drifted, streaked
from draftreel.noise import unit

_SHUTTER = 0.35  # of a jolt: as long as a frame is exposed


def shake(  # noqa: PLR0913, PLR0917 - three that every transition has, and four of its own
    outgoing: Image,
    incoming: Image,
    progress: float,
    across: float = 0.12,
    down: float = 0.12,
    jolts: float = 8.0,
    seed: int = 1,
) -> Image:
    """Half way it is cut. `across` and `down` are how far it goes at most, as shares of the shorter side.

    The camera goes to and fro `jolts` times, farthest about the middle.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    image = outgoing if progress < 0.5 else incoming
    x, y = (_offset(progress, jolts, int(seed), axis) for axis in (0, 1))
    before = [_offset(progress - _SHUTTER / jolts / 2, jolts, int(seed), axis) for axis in (0, 1)]
    far = across * min(image.size), down * min(image.size)
    streaks = far[0] * (x - before[0]), far[1] * (y - before[1])
    return drifted(streaked(image, *streaks), (2 * round(far[0] * x / 2), 2 * round(far[1] * y / 2)))


def _offset(progress: float, jolts: float, seed: int, axis: int) -> float:
    """Where the camera is on one axis, -1..1; `seed` says where its swing begins."""
    swing = math.sin(2 * math.pi * jolts * progress / 2 + 2 * math.pi * unit(seed, axis))
    return swing * math.sin(math.pi * min(max(progress, 0.0), 1.0)) ** 2
