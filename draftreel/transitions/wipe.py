"""A line sweeps over the canvas and uncovers the other picture."""

import numpy as np

from draftreel.image import Image, Plane, mix_by
from draftreel.transitions.moving import TOWARDS


def wipe(outgoing: Image, incoming: Image, progress: float, direction: str = "right", softness: float = 0.0) -> Image:
    """The line moves to `direction`; its soft edge is `softness` of the way long, and one pixel at least."""
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    return mix_by(outgoing, incoming, _swept(outgoing.size, direction, progress, softness))


def _swept(size: tuple[int, int], direction: str, progress: float, softness: float) -> Plane:
    across, down = TOWARDS[direction]
    length = size[0] if across else size[1]
    soft = max(1.0, softness * length)
    line = progress * (length + soft) - soft / 2
    depth = line - (np.arange(length) + 0.5)
    share = np.clip(depth / soft + 0.5, 0, 1)[:: across + down]
    row = (share * 255 + 0.5).astype(np.uint8)
    return np.broadcast_to(row if across else row[:, None], (size[1], size[0]))
