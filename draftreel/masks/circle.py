"""An ellipse; a circle when its width and height measure the same."""

import numpy as np

from draftreel.masks.edge import Box, Field, Outline

_THIN = 1e-3  # pixels: no ellipse is thinner, or there would be nothing to divide by


def to_ellipse(across: Field, down: Field, half_width: float, half_height: float) -> Field:
    """Pixels to the edge of an ellipse, negative inside: true for a circle, and near the edge for all.

    The value of the implicit equation divided by the length of its gradient (Taubin 1991).
    """
    wide, high = max(half_width, _THIN), max(half_height, _THIN)
    if wide == high:
        return _length(across, down) - wide
    x, y = across / wide, down / high
    reach = _length(x, y)
    return reach * (reach - 1) / np.maximum(_length(x / wide, y / high), 1e-30)


def _length(across: Field, down: Field) -> Field:
    length: Field = np.sqrt(across * across + down * down)
    return length


def _distance(across: Field, down: Field, box: Box) -> Field:
    return to_ellipse(across, down, box.across, box.down)


CIRCLE = Outline(_distance)
