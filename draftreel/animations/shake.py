"""Shaken, ever less, with the picture's own mirror image where its edges would show."""

import math

from draftreel.call import Call
from draftreel.pose import REST, Pose


def shake(progress: float, across: float = 0.0, down: float = 0.06, shakes: float = 4.0) -> Pose:
    """Starts these shares of the picture's shorter side away and goes so often to and fro."""
    if progress >= 1:
        return REST
    now = (1 - progress) * math.cos(2 * math.pi * shakes * progress)
    return Pose(effects=(Call.of("camera", across=across * now, down=down * now),))
