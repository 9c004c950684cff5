"""How a picture is developed: amounts that become one table of light and three of colour, looked up by light."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from draftreel.filters.curves import Light, brightened, contrasted, exposed, faded, with_highlights, with_shadows
from draftreel.image import Grade, Image, graded, yuv

Colour: TypeAlias = tuple[float, float, float]

GREY: Colour = (0.5, 0.5, 0.5)

# What a temperature and a tint of 1 add to the red, green and blue of all the light; how light it is stays.
_WARM = (0.25, -0.038, -0.36)
_MAGENTA = (0.2, -0.080, 0.2)
_RICHEST = 2.0  # times as colourful, where light is gained: beyond it dark colours are noise


@dataclass(frozen=True, slots=True)
class Development:
    """Amounts of -1..1, 0 changes nothing; the tints are red, green and blue, each 0..1, grey is none.

    The dark tint acts most at a third of the light, the light one at two thirds; at half they are whole
    together, black and white take neither.
    """

    exposure: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    highlights: float = 0.0
    shadows: float = 0.0
    fade: float = 0.0
    saturation: float = 0.0
    temperature: float = 0.0
    tint: float = 0.0
    dark_tint: Colour = GREY
    light_tint: Colour = GREY


UNCHANGED = Development()


def curve(development: Development, light: Light) -> Light:
    """What becomes of light, 0..1."""
    light = exposed(light, _held(development.exposure))
    light = brightened(light, _held(development.brightness))
    light = with_shadows(light, _held(development.shadows))
    light = with_highlights(light, _held(development.highlights))
    return faded(contrasted(light, _held(development.contrast)), _held(development.fade))


def richness(development: Development, light: Light) -> Light:
    """By how much colours get stronger: with the light they gain above black, and by the saturation."""
    black, light = curve(development, np.zeros(1)), np.maximum(light, 1 / 219)
    gained = (curve(development, light) - black) / light
    return np.clip(gained, 0, _RICHEST) * (1 + _held(development.saturation))


def cast(development: Development, light: Light) -> tuple[Light, Light]:
    """What is added to U and V, in steps of eight bits."""
    seen = curve(development, light)
    lit = seen * (1 - seen**2 / 2)  # white has no room for all of it
    middle = 4 * seen * (1 - seen)
    casts = (
        (_held(development.temperature) * lit, _WARM),
        (_held(development.tint) * lit, _MAGENTA),
        (middle * (1 - seen), development.dark_tint),
        (middle * seen, development.light_tint),
    )
    u, v = np.zeros_like(light), np.zeros_like(light)
    for weight, (red, green, blue) in casts:
        _, blueness, redness = yuv(red, green, blue)
        u, v = u + weight * (blueness - 128), v + weight * (redness - 128)
    return u, v


def developed(image: Image, development: Development, strength: float) -> Image:
    """The picture, `strength` (0..1) of the way developed; itself where nothing is to be done."""
    if strength <= 0 or development == UNCHANGED:
        return image
    return graded(image, _grade(development, min(strength, 1.0)))


@lru_cache(64)
def _grade(development: Development, strength: float) -> Grade:
    light = np.clip((np.arange(256) - 16) / 219, 0, 1)
    seen, rich = curve(development, light), 1 + strength * (richness(development, light) - 1)
    tint_u, tint_v = (_table(strength * added) for added in cast(development, light))
    if np.allclose(seen, light):  # colours get stronger by the same everywhere
        factor = float(rich[-1])
        return Grade(turn=((factor, 0.0), (0.0, factor)), tint_u=tint_u, tint_v=tint_v)
    return Grade(
        _table(16 + 219 * (light + strength * (seen - light))), gain=_table(rich), tint_u=tint_u, tint_v=tint_v
    )


def _table(values: Light) -> tuple[float, ...]:
    return tuple(np.round(values, 6).tolist())  # what is nothing is nothing, and costs nothing


def _held(amount: float) -> float:
    return min(max(amount, -1.0), 1.0)
