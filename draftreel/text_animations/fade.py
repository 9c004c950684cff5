"""From transparent to there, one cluster after another."""

from draftreel.easing import EASINGS
from draftreel.pose import Pose
from draftreel.text_animations.staggering import turn


def fade(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    stagger: float = 0.6,
    order: str = "start",
    easing: str = "linear",
    seed: float = 0.0,
) -> Pose:
    """The opacity is how far a cluster has come."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    return Pose(opacity=EASINGS[easing](local) if local < 1 else 1.0)
