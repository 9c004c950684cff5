"""A hand goes round and uncovers the other picture."""

import math

import numpy as np

from draftreel.image import Image, mix_by
from draftreel.transitions.outlines import Points
from draftreel.transitions.shapes import drawn

_STEPS = 24
_BEYOND = 2.0  # half diagonals: the chords between the steps stay outside the canvas


def clock(
    outgoing: Image, incoming: Image, progress: float, blades: float = 1, turn: str = "clockwise", softness: float = 0.0
) -> Image:
    """The hand starts at the top; several `blades` at even distances make a windmill.

    `turn` is clockwise or anticlockwise, `softness` the width of the edge as a share of the shorter side.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    way = 1 if turn == "clockwise" else -1
    starts = 2 * math.pi * np.arange(int(blades)) / int(blades)
    sectors = [_sector(outgoing.size, way * start, way * 2 * math.pi * progress / int(blades)) for start in starts]
    return mix_by(outgoing, incoming, drawn(outgoing.size, sectors, softness * min(outgoing.size)))


def _sector(size: tuple[int, int], start: float, angle: float) -> Points:
    """What the hand has swept, as corners in pixels."""
    turns = start + angle * np.linspace(0, 1, _STEPS)
    reach = math.hypot(*size) / 2 * _BEYOND
    rim = np.stack((np.sin(turns), -np.cos(turns)), axis=1) * reach
    return np.concatenate((np.zeros((1, 2)), rim)) + np.array(size) / 2
