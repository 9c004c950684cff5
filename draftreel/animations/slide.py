"""From beyond the canvas's edge to its place."""

from draftreel.directions import TOWARDS
from draftreel.easing import EASINGS
from draftreel.pose import Pose


def slide(progress: float, direction: str = "left", easing: str = "ease_out") -> Pose:
    """Moves to `direction` by the canvas's whole width or height."""
    across, up = TOWARDS[direction]
    missing = 1 - EASINGS[easing](progress)
    return Pose(x=-2.0 * across * missing, y=-2.0 * up * missing)
