"""Comes in as a ball does: it lands, leaps up less high each time, and lies."""

from draftreel.directions import TOWARDS
from draftreel.easing import bounce_out
from draftreel.pose import REST, Pose

_LANDINGS = ((1 / 2.75, 1.0), (2 / 2.75, 0.5), (2.5 / 2.75, 0.25))  # when bounce_out touches, and how hard
_TOUCH = 0.06  # of the way, before and after a landing: as long as the picture is pressed flat


def bounce(progress: float, direction: str = "down", squash: float = 0.15) -> Pose:
    """Moves to `direction` by the canvas's width or height; each landing presses it flat by `squash` at most."""
    if progress >= 1:
        return REST
    across, up = TOWARDS[direction]
    missing = 1 - bounce_out(progress)
    flat = 1 - squash * _pressed(progress)
    return Pose(
        x=-2.0 * across * missing,
        y=-2.0 * up * missing,
        scale_x=flat if across else 1.0,
        scale_y=flat if up else 1.0,
        pivot_x=float(across),
        pivot_y=float(up),
    )


def _pressed(progress: float) -> float:
    return sum(force * max(0.0, 1 - abs(progress - landing) / _TOUCH) for landing, force in _LANDINGS)
