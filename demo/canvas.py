"""Small things to paint with: gradients, clouds of noise, glows and perspective, in float32 RGB of 0..1."""

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Field: TypeAlias = NDArray[np.float32]
"""Shape (height, width): one value a pixel."""
Picture: TypeAlias = NDArray[np.float32]
"""Shape (height, width, 3): red, green, blue, 0..1."""
Rgb: TypeAlias = tuple[float, float, float]


def rgb(code: str) -> Rgb:
    """A colour out of its six hexadecimal digits."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def gradient(size: tuple[int, int], stops: Sequence[tuple[float, str]]) -> Picture:
    """Colours from top (0) to bottom (1) through some stops."""
    width, height = size
    rows = np.linspace(0, 1, height)
    places = [place for place, _ in stops]
    ramps = [np.interp(rows, places, [rgb(code)[channel] for _, code in stops]) for channel in range(3)]
    column = np.stack(ramps, axis=1).astype(np.float32)
    return np.repeat(column[:, None], width, axis=1)


def clouds(size: tuple[int, int], cells: tuple[int, int], octaves: int, seed: int) -> Field:
    """Fractal noise of 0..1 that tiles in both directions; `cells` is the coarsest grid, across and down."""
    rng = np.random.default_rng(seed)
    total = np.zeros((size[1], size[0]), np.float32)
    for octave in range(octaves):
        across, down = cells[0] << octave, cells[1] << octave
        grid = rng.random((down, across), np.float32)
        total += _enlarged(np.pad(grid, 2, mode="wrap"), size, (across, down)) * 0.5**octave
    low, high = float(total.min()), float(total.max())
    return (total - low) / (high - low)


def glow(size: tuple[int, int], centre: tuple[float, float], radius: float, power: float = 2.0) -> Field:
    """A soft light: 1 at the centre, falling off with the distance in radii."""
    y, x = np.ogrid[: size[1], : size[0]]
    distance = np.hypot(x - centre[0], y - centre[1]).astype(np.float32) / np.float32(radius)
    return np.asarray(1 / (1 + distance**power), np.float32)


def disc(size: tuple[int, int], centre: tuple[float, float], radius: float, edge: float = 1.5) -> Field:
    """A filled circle with an edge that is soft over some pixels."""
    y, x = np.ogrid[: size[1], : size[0]]
    distance = np.hypot(x - centre[0], y - centre[1]).astype(np.float32)
    return np.asarray(np.clip((radius - distance) / edge + 0.5, 0, 1), np.float32)


def smooth(low: float, high: float, value: Field) -> Field:
    """The S-curve from 0 at `low` to 1 at `high`."""
    u = np.clip((value - np.float32(low)) * np.float32(1 / (high - low)), 0, 1)
    return np.asarray(u * u * (3 - 2 * u), np.float32)


def tint(picture: Picture, amount: Field, colour: str) -> Picture:
    """The picture painted over with a colour where `amount` is above 0."""
    kept = np.float32(1) - amount
    return np.asarray(picture * cv2.merge((kept, kept, kept)) + _coloured(amount, colour), np.float32)


def light(picture: Picture, amount: Field, colour: str) -> Picture:
    """The picture with coloured light added."""
    return np.asarray(picture + _coloured(amount, colour), np.float32)


def _coloured(amount: Field, colour: str) -> Picture:
    return np.asarray(cv2.merge([amount * np.float32(share) for share in rgb(colour)]), np.float32)


def drifted(wide: Field, shift: float, width: int) -> Field:
    """The part of a wide tiling field (or picture) that shows after drifting some pixels to the left."""
    whole = int(np.floor(shift))
    start = whole % wide.shape[1]
    short = start + width + 1 - wide.shape[1]
    part = wide[:, start : start + width + 1]
    part = part if short <= 0 else np.concatenate([part, wide[:, :short]], axis=1)
    late = np.float32(shift - whole)
    return np.asarray(part[:, :-1] * (1 - late) + part[:, 1:] * late, np.float32)


def mirrored(picture: Picture, x: Field, y: Field) -> Picture:
    """The picture as seen at some places of it, folded back at its edges."""
    return np.asarray(cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)


def tiled(texture: Field, x: Field, y: Field) -> Field:
    """A tiling texture at some places."""
    return np.asarray(cv2.remap(texture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.float32)


def ripples(size: tuple[int, int], cells: tuple[int, int], seed: int) -> Field:
    """A tiling texture of small waves about 0."""
    noise = clouds(size, cells, 3, seed)
    return np.asarray((noise - noise.mean()) / noise.std() * 0.5, np.float32)


def coverage(mask: NDArray[np.uint8]) -> Field:
    """What was drawn as bytes, as shares of 0..1."""
    return np.asarray(mask / np.float32(255), np.float32)


def finished(picture: Picture, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Bytes at the size of the film."""
    shown = np.asarray(cv2.convertScaleAbs(np.maximum(picture, 0), alpha=255), np.uint8)
    if (shown.shape[1], shown.shape[0]) == size:
        return shown
    return np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _enlarged(padded: Field, size: tuple[int, int], cells: tuple[int, int]) -> Field:
    x = np.arange(size[0], dtype=np.float32) * cells[0] / size[0] + 2
    y = np.arange(size[1], dtype=np.float32) * cells[1] / size[1] + 2
    map_x, map_y = np.meshgrid(x, y)
    return np.asarray(cv2.remap(padded, map_x, map_y, cv2.INTER_CUBIC), np.float32)


def add_disc(picture: Picture, centre: tuple[float, float], radius: float, colour: str, strength: float) -> None:
    """Add an out-of-focus light to a picture that is ours alone: a flat disc with a brighter rim."""
    part, distance = _around(picture, centre, radius + 2)
    rim = 0.62 + 0.38 * (distance / radius) ** 4
    inside = np.clip((radius - distance) / max(1.5, radius * 0.08) + 0.5, 0, 1)
    part += (inside * rim * strength)[..., None] * np.array(rgb(colour), np.float32)


def add_glow(picture: Picture, centre: tuple[float, float], radius: float, colour: str, strength: float) -> None:
    """Add a light that fades to nothing at its radius to a picture that is ours alone."""
    part, distance = _around(picture, centre, radius)
    part += (np.clip(1 - distance / radius, 0, 1) ** 2 * strength)[..., None] * np.array(rgb(colour), np.float32)


def _around(picture: Picture, centre: tuple[float, float], reach: float) -> tuple[Picture, Field]:
    left, right = (int(np.clip(centre[0] + side * reach, 0, picture.shape[1])) for side in (-1, 1))
    top, bottom = (int(np.clip(centre[1] + side * reach, 0, picture.shape[0])) for side in (-1, 1))
    y, x = np.ogrid[top:bottom, left:right]
    distance = np.hypot(x - centre[0], y - centre[1]).astype(np.float32)
    return picture[top:bottom, left:right], distance
