"""Easing curves by name: every one maps 0 to 0 and 1 to 1 (they may overshoot between).

The names and shapes are those of the CSS and Penner families (easings.net).
"""

import math
from collections.abc import Callable, Mapping

Easing = Callable[[float], float]

_OVERSHOOT = 1.70158  # Penner's constant: 10 % past the end
_BOUNCE = ((1 / 2.75, 0.0, 0.0), (2 / 2.75, 1.5 / 2.75, 0.75), (2.5 / 2.75, 2.25 / 2.75, 0.9375))


def linear(u: float) -> float:
    return u


def ease_in(u: float) -> float:
    return u**3


def ease_out(u: float) -> float:
    return 1 - (1 - u) ** 3


def ease_in_out(u: float) -> float:
    return 4 * u**3 if u < 0.5 else 1 - (2 - 2 * u) ** 3 / 2


def smooth(u: float) -> float:
    return u * u * (3 - 2 * u)


def back_out(u: float) -> float:
    return 1 + (_OVERSHOOT + 1) * (u - 1) ** 3 + _OVERSHOOT * (u - 1) ** 2


def elastic_out(u: float) -> float:
    if u in (0, 1):
        return u
    return math.pow(2, -10 * u) * math.sin((u * 10 - 0.75) * 2 * math.pi / 3) + 1


def bounce_out(u: float) -> float:
    for end, centre, height in _BOUNCE:
        if u < end:
            return 7.5625 * (u - centre) ** 2 + height
    return 7.5625 * (u - 2.625 / 2.75) ** 2 + 0.984375


EASINGS: Mapping[str, Easing] = {
    "linear": linear,
    "ease_in": ease_in,
    "ease_out": ease_out,
    "ease_in_out": ease_in_out,
    "smooth": smooth,
    "back_out": back_out,
    "elastic_out": elastic_out,
    "bounce_out": bounce_out,
}


def cubic_bezier(x1: float, y1: float, x2: float, y2: float, u: float) -> float:
    """The y at x = `u` of the curve (0,0) (x1,y1) (x2,y2) (1,1), as in CSS; x1 and x2 lie in 0..1."""
    low, high = 0.0, 1.0
    for _ in range(40):
        t = (low + high) / 2
        low, high = (t, high) if _bernstein(x1, x2, t) < u else (low, t)
    return _bernstein(y1, y2, (low + high) / 2)


def _bernstein(first: float, second: float, t: float) -> float:
    return 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t**2 * second + t**3
