"""A signal that breaks down: bands of the picture slip sideways, and its colours part."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from draftreel.effects.channels import parted
from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.image import Image
from draftreel.noise import unit

_PLACES = 12  # in a beat: as long as one break-down stands
_BANDS = 6
_BLOCK = 1 / 36  # of the shorter side: what breaks down does so by blocks
_TALLEST = 7  # blocks
_FARTHEST = 9  # blocks
_WIDEST = 0.04  # of the shorter side


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that slip to the right, all even numbers of pixels."""

    top: int
    height: int
    by: int


def glitch(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    intensity: float = 0.6,
    speed: float = 0.33,
    seed: int = 1,
) -> Image:
    """Half of the time the picture is whole; `intensity` 0..1 is how far its parts slip."""
    place = math.floor(beats(moment.time, speed) * _PLACES)
    far = strength * intensity * min(image.size)
    if far <= 0 or unit(int(seed), place) < 0.5:
        return image
    bands = [_band(image, int(seed), place * _BANDS + index, strength * intensity) for index in range(_BANDS)]
    return parted(_slipped(image, bands), round(far * _WIDEST * (2 * unit(int(seed), place, 9) - 1)), 0)


def _band(image: Image, seed: int, index: int, far: float) -> _Band:
    top, height, by = (unit(seed, index, part) for part in (1, 2, 3))
    block = min(image.size) * _BLOCK
    tops = round(image.height / block)
    return _Band(
        _even(math.floor(top * tops) * block),
        _even(math.ceil(height * _TALLEST) * block),
        _even(round((2 * by - 1) * far * _FARTHEST) * block),
    )


def _slipped(image: Image, bands: Iterable[_Band]) -> Image:
    """What leaves on one side comes back on the other."""
    planes = [plane.copy() for plane in image.planes]
    for band in bands:
        for index, (before, after) in enumerate(zip(image.planes, planes, strict=True)):
            size = 2 if index in {1, 2} else 1
            rows = slice(band.top // size, (band.top + band.height) // size)
            after[rows] = np.roll(before[rows], band.by // size, axis=1)
    return Image(tuple(planes), image.layout)


def _even(pixels: float) -> int:
    return 2 * round(pixels / 2)
