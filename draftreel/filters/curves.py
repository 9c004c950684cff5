"""Tone curves: what becomes of the light of a pixel, 0 black to 1 white, sRGB as it is stored.

The app's own curves are not known. These are ours: every amount lies in -1..1, 0 changes nothing, and more
light in never gives less light out. Black stays black and white white, but for exposure, fading and less contrast.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Light: TypeAlias = NDArray[np.float64]

_STOP = 2 ** (1 / 2.2)  # what twice the light is in stored values
_BEND = 0.9  # below 1, or the curve would have a flat end
_LIFT = 0.25


def exposed(light: Light, amount: float) -> Light:
    """One stop more or less; what gets too bright is white."""
    more: Light = light * _STOP**amount
    return np.minimum(more, 1)


def brightened(light: Light, amount: float) -> Light:
    """Half grey goes a quarter up or down (the bias curve of Schlick 1994)."""
    return light / ((1 / (0.5 + amount / 4) - 2) * (1 - light) + 1)


def contrasted(light: Light, amount: float) -> Light:
    """Turns about half grey: up to three times as steep there, or down to half as steep everywhere."""
    if amount <= 0:
        return 0.5 + (light - 0.5) * (1 + amount / 2)
    from_end = np.minimum(light, 1 - light)
    bent = brightened(2 * from_end, -amount) / 2
    return np.where(light < 0.5, bent, 1 - bent)


def with_highlights(light: Light, amount: float) -> Light:
    """The upper half up or down, most of all at two thirds."""
    return light + _BEND * amount * light**2 * (1 - light)


def with_shadows(light: Light, amount: float) -> Light:
    """The lower half up or down, most of all at one third."""
    return light + _BEND * amount * light * (1 - light) ** 2


def faded(light: Light, amount: float) -> Light:
    """Black becomes grey as in an old print; or, below 0, a quarter of the light is taken for haze and removed."""
    lift = _LIFT * amount
    return np.maximum(lift + (1 - lift) * light, 0)
