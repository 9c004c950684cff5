"""Two transparencies on one another, two projectors on one wall, and what joins the two.

W3C Compositing and Blending Level 1: multiply 9.1.2, screen 9.1.3, overlay 9.1.4, hard light 9.1.9.
"""

import numpy as np

from draftreel.blends.channel import Channel


def multiply(backdrop: Channel, paint: Channel) -> Channel:
    return backdrop * paint


def screen(backdrop: Channel, paint: Channel) -> Channel:
    return 1 - (1 - backdrop) * (1 - paint)


def hard_light(backdrop: Channel, paint: Channel) -> Channel:
    """A dark paint multiplies, a light one screens."""
    return np.where(paint <= 0.5, multiply(backdrop, 2 * paint), screen(backdrop, 2 * paint - 1))


def overlay(backdrop: Channel, paint: Channel) -> Channel:
    """A dark backdrop is multiplied, a light one screened."""
    return hard_light(paint, backdrop)
