"""Up and down again on the spot, one cluster after another: for a loop."""

from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn


def hop(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    height: float = 0.3,
    hops: float = 1.0,
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Leaps `height` em high so many times; `hops` is whole."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local <= 0 or local >= 1:
        return REST
    part = local * hops % 1.0
    return Pose(y=height * 4 * part * (1 - part))
