"""Where a cluster comes from: the way that all go, or one of its own."""

import math

from draftreel.directions import TOWARDS
from draftreel.noise import unit


def towards(direction: str, cluster: int, seed: float) -> tuple[float, float]:
    """A direction's offset; "random" is each cluster's own, of a length between a half and 1."""
    if direction != "random":
        return TOWARDS[direction]
    angle, length = math.tau * unit(int(seed), 1, cluster), 0.5 + 0.5 * unit(int(seed), 2, cluster)
    return length * math.cos(angle), length * math.sin(angle)
