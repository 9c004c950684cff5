"""A rectangle, its corners as round as is asked."""

import numpy as np

from draftreel.masks.edge import Box, Field, Outline


def _distance(across: Field, down: Field, box: Box) -> Field:
    beside = np.abs(across) - (box.across - box.corner)
    below = np.abs(down) - (box.down - box.corner)
    inside = np.minimum(np.maximum(beside, below), 0)
    beside, below = np.maximum(beside, 0), np.maximum(below, 0)
    return inside + np.sqrt(beside * beside + below * below) - box.corner


RECTANGLE = Outline(_distance)
