"""Turned over like a card, seen from far, one cluster after another; whole turns make a loop."""

import math

from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn, visible


def flip(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    axis: str = "x",
    turns: float = 0.25,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    easing: str = "ease_out",
    seed: float = 0.0,
) -> Pose:
    """Turns so many times about its level ("x") or upright ("y") axis; a quarter turn shows it edge on."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    width = math.cos(math.tau * turns * (1 - EASINGS[easing](local)))
    across, up = {"x": (1.0, width), "y": (width, 1.0)}[axis]
    return Pose(scale_x=across, scale_y=up, opacity=visible(local, opacity))
