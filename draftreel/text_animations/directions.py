"""The ways that a cluster can move, as offsets: x to the right, y up."""

import math
from collections.abc import Mapping

from draftreel.noise import unit

TOWARDS: Mapping[str, tuple[int, int]] = {
    "left": (-1, 0),
    "right": (1, 0),
    "up": (0, 1),
    "down": (0, -1),
    "up_left": (-1, 1),
    "up_right": (1, 1),
    "down_left": (-1, -1),
    "down_right": (1, -1),
}


def towards(direction: str, cluster: int, seed: float) -> tuple[float, float]:
    """A direction's offset; "random" is each cluster's own, of a length between a half and 1."""
    if direction != "random":
        return TOWARDS[direction]
    angle, length = math.tau * unit(int(seed), 1, cluster), 0.5 + 0.5 * unit(int(seed), 2, cluster)
    return length * math.cos(angle), length * math.sin(angle)
