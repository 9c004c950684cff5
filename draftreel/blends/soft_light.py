"""A soft lamp on the picture: W3C Compositing and Blending Level 1, 9.1.10."""

import numpy as np

from draftreel.blends.channel import Channel


def soft_light(backdrop: Channel, paint: Channel) -> Channel:
    """A dark paint darkens, a light one lightens; black and white stay as they are."""
    lit = np.where(backdrop <= 0.25, ((16 * backdrop - 12) * backdrop + 4) * backdrop, np.sqrt(backdrop))
    darker = backdrop - (1 - 2 * paint) * backdrop * (1 - backdrop)
    lighter = backdrop + (2 * paint - 1) * (lit - backdrop)
    return np.where(paint <= 0.5, darker, lighter)
