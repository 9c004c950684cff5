"""Thrown in, tilted and blurred by its speed, a little too far and back."""

import math

from draftreel.call import Call
from draftreel.directions import TOWARDS
from draftreel.easing import back_out
from draftreel.pose import REST, Pose

_HALF_TURN = 180.0


def throw(progress: float, direction: str = "right", degrees: float = 25.0, blur: float = 0.6) -> Pose:
    """Moves to `direction` by the canvas's width or height, and turns from `degrees` anticlockwise upright."""
    if progress >= 1:
        return REST
    across, up = TOWARDS[direction]
    missing = 1 - back_out(progress)
    pose = Pose(x=-2.0 * across * missing, y=-2.0 * up * missing, rotation=-degrees * missing)
    return pose @ _streaked(blur * (1 - progress) ** 2, math.degrees(math.atan2(-up, across)) - pose.rotation)


def _streaked(blur: float, clockwise: float) -> Pose:
    # in the picture's own frame, which the pose turns afterwards
    return Pose(effects=(Call.of("motion_blur", blur=blur, rotate=clockwise % _HALF_TURN / _HALF_TURN),))
