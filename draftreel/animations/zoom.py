"""From larger or smaller to its size."""

from draftreel.easing import EASINGS
from draftreel.pose import Pose


def zoom(progress: float, factor: float = 0.3, easing: str = "ease_out") -> Pose:
    """The scale starts at `factor`: below 1 the picture grows, above 1 it shrinks."""
    scale = factor + (1 - factor) * EASINGS[easing](progress)
    return Pose(scale_x=scale, scale_y=scale)
