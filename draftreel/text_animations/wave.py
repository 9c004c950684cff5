"""A wave that runs through the text: for a loop."""

import math

from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn


def wave(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    height: float = 0.35,
    trough: float = 0.5,
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Each cluster in turn is lifted by `height` em and let down by `trough` of that below its place."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local <= 0 or local >= 1:
        return REST
    swell = math.sin(math.tau * local) * math.sin(math.pi * local)
    return Pose(y=height * swell * (1.0 if swell > 0 else trough))
