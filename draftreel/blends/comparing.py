"""The lighter or the darker of the two (W3C Compositing and Blending Level 1, 9.1.5 and 9.1.6)."""

import numpy as np

from draftreel.blends.channel import Channel


def lighten(backdrop: Channel, paint: Channel) -> Channel:
    return np.maximum(backdrop, paint)


def darken(backdrop: Channel, paint: Channel) -> Channel:
    return np.minimum(backdrop, paint)
