"""Round its middle until it stands."""

from draftreel.animations.zoom import zoom
from draftreel.easing import EASINGS
from draftreel.pose import Pose


def spin(progress: float, turns: float = 1.0, factor: float = 1.0, easing: str = "ease_out") -> Pose:
    """Turns clockwise (or the other way when `turns` is negative), growing or shrinking from `factor`."""
    missing = 1 - EASINGS[easing](progress)
    return zoom(progress, factor, easing) @ Pose(rotation=-360.0 * turns * missing)
