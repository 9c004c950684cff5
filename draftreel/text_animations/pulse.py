"""Larger and back, one cluster after another: for a loop."""

import math

from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn


def pulse(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    factor: float = 1.25,
    beats: float = 1.0,
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Grows to `factor` and back so many times; `beats` is whole."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local <= 0 or local >= 1:
        return REST
    scale = 1 + (factor - 1) * math.sin(math.pi * beats * local) ** 2
    return Pose(scale_x=scale, scale_y=scale)
