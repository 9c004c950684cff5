"""Out of a blur into focus."""

from draftreel.call import Call
from draftreel.easing import EASINGS
from draftreel.pose import REST, Pose

_SEEN = 0.3  # of the way: by then the picture is opaque


def blur(progress: float, amount: float = 1.0, easing: str = "smooth") -> Pose:
    """Blurred all round, at first by `amount` 0..1."""
    if progress >= 1:
        return REST
    return _appearing(progress) @ Pose(effects=(Call.of("blur", blur=_left(progress, amount, easing)),))


def motion_blur(progress: float, amount: float = 1.0, rotate: float = 0.0, easing: str = "smooth") -> Pose:
    """Blurred along a line: across at `rotate` 0, down at 0.5."""
    if progress >= 1:
        return REST
    call = Call.of("motion_blur", blur=_left(progress, amount, easing), rotate=rotate)
    return _appearing(progress) @ Pose(effects=(call,))


def _left(progress: float, amount: float, easing: str) -> float:
    return amount * (1 - EASINGS[easing](progress))


def _appearing(progress: float) -> Pose:
    return Pose(opacity=min(progress / _SEEN, 1.0))
