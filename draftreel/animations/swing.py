"""On a hinge, to and fro, until it hangs still."""

import math

from draftreel.animations.pivots import PIVOTS
from draftreel.pose import REST, Pose


def swing(progress: float, edge: str = "top", degrees: float = 40.0, swings: float = 2.0) -> Pose:
    """Starts `degrees` clockwise of rest (or the other way when negative) and swings so often to and fro, ever less."""
    if progress >= 1:
        return REST
    swept = degrees * (1 - progress) ** 2 * math.cos(2 * math.pi * swings * progress)
    x, y = PIVOTS[edge]
    return Pose(rotation=swept, pivot_x=x, pivot_y=y)
