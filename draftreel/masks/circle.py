"""An ellipse; a circle when its width and height measure the same."""

import numpy as np

from draftreel.masks.edge import Box, Field, Outline

_THIN = 1e-3  # pixels: no ellipse is thinner, or there would be nothing to divide by


def to_ellipse(across: Field, down: Field, half_width: float, half_height: float) -> Field:
    """Pixels to the edge of an ellipse, negative inside: true for a circle, and near the edge for all.

    The value of the implicit equation divided by the length of its gradient (Taubin 1991).
    """
    wide, high = (np.float32(max(half, _THIN)) for half in (half_width, half_height))
    if wide == high:
        return np.sqrt(across * across + down * down) - wide
    x, y = across / wide, down / high
    reach = np.sqrt(x * x + y * y)
    x, y = x / wide, y / high
    steep = np.sqrt(x * x + y * y)
    np.maximum(steep, np.float32(1e-30), out=steep)
    return reach * (reach - 1) / steep


def _distance(across: Field, down: Field, box: Box) -> Field:
    return to_ellipse(across, down, box.across, box.down)


CIRCLE = Outline(_distance)
