"""From transparent to there."""

from draftreel.easing import EASINGS
from draftreel.pose import Pose


def fade(progress: float, easing: str = "linear") -> Pose:
    """The opacity is the progress."""
    return Pose(opacity=EASINGS[easing](progress))
