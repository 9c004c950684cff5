"""Blends: (backdrop, paint) -> colour, one channel of sRGB in 0..1 at a time, as arrays of one shape.

The formulas are those of W3C Compositing and Blending Level 1, section 9, where it has one.
"""

from collections.abc import Callable, Mapping

from draftreel.blends.burning import colour_burn, colour_dodge, linear_burn
from draftreel.blends.channel import Channel
from draftreel.blends.comparing import darken, lighten
from draftreel.blends.multiplying import hard_light, multiply, overlay, screen
from draftreel.blends.soft_light import soft_light

BlendFunction = Callable[[Channel, Channel], Channel]

BLENDS: Mapping[str, BlendFunction] = {
    "colour_burn": colour_burn,
    "colour_dodge": colour_dodge,
    "darken": darken,
    "hard_light": hard_light,
    "lighten": lighten,
    "linear_burn": linear_burn,
    "multiply": multiply,
    "overlay": overlay,
    "screen": screen,
    "soft_light": soft_light,
}

__all__ = ["BLENDS", "BlendFunction", "Channel"]
