"""On a hinge, to and fro and on, one cluster after another: for a loop."""

import math
from collections.abc import Mapping

from draftreel.pose import REST, Pose
from draftreel.text_animations.staggering import turn

_PIVOTS: Mapping[str, float] = {"top": 1.0, "middle": 0.0, "bottom": -1.0}


def sway(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    degrees: float = 12.0,
    swings: float = 1.0,
    edge: str = "middle",
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Swings `degrees` to either side about its top, middle or bottom, clockwise first; `swings` is whole."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local <= 0 or local >= 1:
        return REST
    return Pose(rotation=degrees * math.sin(math.tau * swings * local), pivot_y=_PIVOTS[edge])
