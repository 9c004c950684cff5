"""From elsewhere to its place, one cluster after another."""

from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose
from draftreel.text_animations.scattering import towards
from draftreel.text_animations.staggering import turn, visible


def fly_in(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    direction: str = "up",
    distance: float = 2.0,
    turns: float = 0.0,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    easing: str = "ease_out",
    seed: float = 0.0,
) -> Pose:
    """Moves to `direction` by `distance` em, turning clockwise so many times, and comes into view from `opacity`.

    "random" scatters the clusters round their places.
    """
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    across, up = towards(direction, cluster, seed)
    missing = 1 - EASINGS[easing](local)
    far = -distance * missing
    return Pose(far * across, far * up, rotation=-360.0 * turns * missing, opacity=visible(local, opacity))
