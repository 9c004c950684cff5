"""As prints are made lighter and darker by hand.

W3C Compositing and Blending Level 1: colour dodge 9.1.7, colour burn 9.1.8. W3C has no linear burn:
the usual formula, the sum of both less one.
"""

import numpy as np

from draftreel.blends.channel import Channel


def colour_dodge(backdrop: Channel, paint: Channel) -> Channel:
    """The paint brightens the backdrop; black stays black."""
    whole = (backdrop > 0).astype(np.float64)
    return np.divide(backdrop, 1 - paint, out=whole, where=backdrop < 1 - paint)


def colour_burn(backdrop: Channel, paint: Channel) -> Channel:
    """The paint darkens the backdrop; white stays white."""
    return 1 - colour_dodge(1 - backdrop, 1 - paint)


def linear_burn(backdrop: Channel, paint: Channel) -> Channel:
    """Darker than multiplying: light is taken away by as much as the paint lacks."""
    return np.maximum(backdrop + paint - 1, 0)
