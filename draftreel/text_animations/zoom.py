"""From larger or smaller to its size, one cluster after another."""

from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn, visible


def zoom(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    factor: float = 0.0,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    easing: str = "ease_out",
    seed: float = 0.0,
) -> Pose:
    """The scale starts at `factor`: below 1 a cluster grows, above 1 it shrinks; it comes into view from `opacity`."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    scale = factor + (1 - factor) * EASINGS[easing](local)
    return Pose(scale_x=scale, scale_y=scale, opacity=visible(local, opacity))
