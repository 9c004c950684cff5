"""From beyond the canvas's edge to its place."""

from draftreel.easing import EASINGS
from draftreel.pose import Pose

_TOWARDS = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}


def slide(progress: float, direction: str = "left", easing: str = "ease_out") -> Pose:
    """Moves to `direction` by the canvas's whole width or height."""
    across, up = _TOWARDS[direction]
    missing = 1 - EASINGS[easing](progress)
    return Pose(x=-2.0 * across * missing, y=-2.0 * up * missing)
