"""What the golden frames are made of: pictures drawn by sums alone, so that they are the same for ever."""

import hashlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.timeline import Media, MediaKind

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]

BLUE, GREEN, RED, YELLOW, WHITE = (40, 70, 150), (40, 120, 90), (190, 60, 50), (240, 200, 60), (245, 245, 245)


class Shelf:
    """A folder of stills and the library that finds them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.library: dict[str, Path] = {}

    def still(self, pixels: Pixels) -> Media:
        """The pixels (height, width, 3 or 4) as a PNG on the shelf."""
        key = hashlib.sha256(pixels.tobytes()).hexdigest()
        self.library[key] = self._folder / f"{key}.png"
        cv2.imwrite(str(self.library[key]), pixels[:, :, [2, 1, 0, 3][: pixels.shape[2]]])
        return Media(key, MediaKind.STILL, pixels.shape[1], pixels.shape[0])


def card(width: int, height: int, ground: Colour, ink: Colour) -> Pixels:
    """A card that shows which way up it is: frame, letter F at the left, disc at the right, grey ramp below."""
    pixels = np.full((height, width, 3), ground, np.uint8)
    unit = height // 9
    pixels[7 * unit : 8 * unit, unit : width - unit] = np.linspace(0, 255, width - 2 * unit)[None, :, None]
    _letter(pixels[unit : 6 * unit, 2 * unit : 5 * unit], ink, unit)
    _disc(pixels, (width - 4 * unit, 7 * unit // 2), 2 * unit, ink)
    for side in (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:]):
        side[:] = WHITE
    return pixels


def ramps(width: int, height: int) -> Pixels:
    """From black to white from left to right, in four bands: grey, red, green, blue."""
    ramp = np.linspace(0, 255, width).astype(np.uint8)
    pixels = np.zeros((height, width, 3), np.uint8)
    for band, parts in enumerate(([0, 1, 2], [0], [1], [2])):
        for part in parts:
            pixels[band * height // 4 : (band + 1) * height // 4, :, part] = ramp
    return pixels


def badge(size: int, colour: Colour) -> Pixels:
    """A disc of one colour that fades out towards its edge."""
    y, x = np.indices((size, size)) + 0.5 - size / 2
    cover = np.clip((size / 2 - np.hypot(x, y)) / (size / 4), 0, 1)
    flat = np.full((size, size, 3), colour, np.uint8)
    return np.dstack((flat, np.round(255 * cover).astype(np.uint8)))


def _letter(pixels: Pixels, ink: Colour, unit: int) -> None:
    pixels[:, :unit] = ink
    pixels[:unit] = ink
    pixels[2 * unit : 3 * unit, : 2 * unit] = ink


def _disc(pixels: Pixels, middle: tuple[int, int], radius: int, ink: Colour) -> None:
    y, x = np.indices(pixels.shape[:2]) + 0.5
    cover = np.clip(radius + 0.5 - np.hypot(x - middle[0], y - middle[1]), 0, 1)[:, :, None]
    pixels[:] = np.round(pixels * (1 - cover) + np.array(ink) * cover)
