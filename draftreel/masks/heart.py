"""A heart: a square that stands on a corner, with half a disc on each of its upper sides.

It fills its box. The app's outline is not known; its own heart is 1.115 times as wide as high, this one 1.094.
"""

from math import hypot, sqrt

import numpy as np

from draftreel.masks.circle import to_ellipse
from draftreel.masks.edge import Box, Field, Outline

# With the square's lower corner at (0, 0) and its upper one at (0, 1):
_DISC = (0.25, 0.75)
_RADIUS = sqrt(0.125)
_HALF_WIDTH, _HEIGHT = _DISC[0] + _RADIUS, _DISC[1] + _RADIUS


def _distance(across: Field, down: Field, box: Box) -> Field:
    wide, high = max(box.across, 1e-3) / _HALF_WIDTH, 2 * max(box.down, 1e-3) / _HEIGHT
    x, up = np.abs(across), _HEIGHT / 2 * high - down
    disc = to_ellipse(x - _DISC[0] * wide, up - _DISC[1] * high, _RADIUS * wide, _RADIUS * high)
    # the sides of the square run along x / wide = up / high and x / wide = 1 - up / high
    scale = 1 / hypot(1 / wide, 1 / high)
    x, up = x * (scale / wide), up * (scale / high)
    square = np.maximum(x - up, x + up - scale)
    joined: Field = np.minimum(disc, square)
    return joined


HEART = Outline(_distance)
