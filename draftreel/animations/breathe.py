"""Larger or smaller, and back: for a loop, at rest at both ends."""

import math

from draftreel.pose import REST, Pose


def breathe(progress: float, factor: float = 1.3, breaths: float = 1.0) -> Pose:
    """The scale goes to `factor` and back so often, a whole number of times, so that the loop meets itself."""
    if progress <= 0 or progress >= 1:
        return REST
    scale = 1 + (factor - 1) * math.sin(math.pi * breaths * progress) ** 2
    return Pose(scale_x=scale, scale_y=scale)
