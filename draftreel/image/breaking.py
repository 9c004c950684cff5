"""Pictures whose signal breaks down: bands of rows slip sideways and the colours part."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from draftreel.image.image import Image
from draftreel.image.splitting import split_channels
from draftreel.noise import unit

_BANDS = 6
_BLOCK = 1 / 36  # of the shorter side: what breaks down does so by blocks, the same ones at every size
_TALLEST = 7  # blocks
_FARTHEST = 9  # blocks
_APART = 0.04  # of the shorter side


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that slip to the right, all even numbers of pixels."""

    top: int
    height: int
    by: int


def broken(image: Image, seed: int, turn: int, far: float) -> Image:
    """One way of many to break down, by `seed` and `turn`; `far` 0..1 is how far its parts slip."""
    if far <= 0:
        return image
    bands = [_band(image, seed, turn * _BANDS + index, far) for index in range(_BANDS)]
    apart = far * _APART * min(image.size) * (2 * unit(seed, turn) - 1)
    return split_channels(_slipped(image, bands), red=(apart, 0), blue=(-apart, 0))


def _band(image: Image, seed: int, index: int, far: float) -> _Band:
    top, height, by = (unit(seed, index, part) for part in (1, 2, 3))
    block = min(image.size) * _BLOCK
    return _Band(
        _even(math.floor(top * round(image.height / block)) * block),
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
