"""Round its middle until it stands, one cluster after another; whole turns make a loop."""

from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn, visible


def rotate(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    turns: float = 0.5,
    factor: float = 1.0,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    easing: str = "ease_out",
    seed: float = 0.0,
) -> Pose:
    """Turns clockwise so many times (or the other way when negative), growing or shrinking from `factor`."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    missing = 1 - EASINGS[easing](local)
    scale = 1 + (factor - 1) * missing
    angle = -360.0 * turns * missing % 360.0
    return Pose(scale_x=scale, scale_y=scale, rotation=angle, opacity=visible(local, opacity))
