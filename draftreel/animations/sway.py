"""On a hinge, to and fro and on: for a loop, at rest at both ends."""

import math

from draftreel.animations.pivots import PIVOTS
from draftreel.pose import REST, Pose


def sway(progress: float, edge: str = "top", degrees: float = 12.0, swings: float = 2.0) -> Pose:
    """Swings `degrees` to either side, clockwise first; `swings` is whole, so that the loop meets itself."""
    if progress <= 0 or progress >= 1:
        return REST
    x, y = PIVOTS[edge]
    return Pose(rotation=degrees * math.sin(2 * math.pi * swings * progress), pivot_x=x, pivot_y=y)
