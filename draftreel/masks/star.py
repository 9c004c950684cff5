"""A star of five points, regular when it is 1.051 times as wide as high, as the app's is.

Five lines cross in its corners; a point lies in the star when it lies within four of them at least.
How deep the app cuts between the points is inferred: as deep as those lines do.
"""

from math import cos, hypot, pi, sin

import numpy as np

from draftreel.masks.edge import Box, Field, Outline

# In a circle of radius 1 about (0, 0), one point up:
_LINES = tuple((cos(pi / 2 + k * 2 * pi / 5), sin(pi / 2 + k * 2 * pi / 5)) for k in range(5))
_NEAR = cos(2 * pi / 5)
_HALF_WIDTH, _FOOT = sin(2 * pi / 5), -cos(pi / 5)


def _distance(across: Field, down: Field, box: Box) -> Field:
    wide, high = max(box.across, 1e-3) / _HALF_WIDTH, 2 * max(box.down, 1e-3) / (1 - _FOOT)
    down = down - (1 + _FOOT) / 2 * high
    first = second = np.full((1, 1), -np.inf, np.float32)
    for x, up in _LINES:
        scale = 1 / hypot(x / wide, up / high)
        line = across * (scale * x / wide) - down * (scale * up / high) - scale * _NEAR
        first, second = np.maximum(first, line), np.maximum(second, np.minimum(first, line))
    return second


STAR = Outline(_distance)
