"""As typed: one cluster after another is suddenly there."""

import math

from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import place


def typewriter(progress: float, cluster: int, count: int, order: str = "start", seed: float = 0.0) -> Pose:
    """Shows the first floor(progress * count) clusters of the order, whole, and the others not at all."""
    shown = place(cluster, count, order, seed) < math.floor(progress * count)
    return REST if shown else Pose(opacity=0.0)
