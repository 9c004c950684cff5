"""Pictures and sounds for the drafts: always the same for the same seed."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from demo.files import write_photo, write_sound
from demo.sounds import music, voice
from draftreel.encoder import VideoEncoder
from draftreel.formats import VideoSettings
from draftreel.image import Image, crop, from_rgb

SIZE = (1920, 1080)
PHOTO = (4000, 3000)
FPS = Fraction(30)
_MARGIN = 240  # pixels that the camera may wander


def write_clip(path: Path, seed: int, seconds: float, size: tuple[int, int] = SIZE) -> None:
    """A film of a camera that wanders over a landscape, with things that move and some grain."""
    with VideoEncoder(path, VideoSettings(*size, FPS, quality=20)) as encoder:
        for picture in _walk(seed, round(seconds * FPS), size):
            encoder.write(picture)


def write_still(path: Path, seed: int) -> None:
    """A photo of twelve megapixels."""
    write_photo(path, _landscape(np.random.default_rng(seed), PHOTO))


def write_light(path: Path, seed: int) -> None:
    """Soft warm lights on black."""
    dice = np.random.default_rng(seed)
    across, down = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    out = np.zeros((SIZE[1], SIZE[0], 3), np.float32)
    for x, y, radius, strength in dice.uniform((0, 0, 150, 90), (*SIZE, 500, 220), (7, 4)):
        glow = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * radius**2))
        out += strength * glow[..., None] * np.array((1.0, 0.62, 0.3), np.float32)
    write_photo(path, np.clip(out, 0, 255).astype(np.uint8))


def write_music(path: Path, seconds: float) -> None:
    """A song as long as that."""
    song = music(12.5)
    write_sound(path, np.resize(song, (round(seconds * 48_000), 2)).astype(np.float32))


def write_voice(path: Path) -> None:
    """Four seconds of a voice."""
    write_sound(path, voice())


def _walk(seed: int, count: int, size: tuple[int, int]) -> Iterator[Image]:
    dice = np.random.default_rng(seed)
    land = from_rgb(_landscape(dice, (size[0] + _MARGIN, size[1] + _MARGIN)))
    grain = dice.integers(0, 8, (size[1] + 64, size[0] + 64), np.uint8)
    balls = dice.uniform((0, 0, -9, -9, 40, 40), (*size, 9, 9, 120, 230), (6, 6))
    for n in range(count):
        left = 2 * round(_MARGIN / 4 * (1 + np.sin(n / 50 + seed)))
        top = 2 * round(_MARGIN / 4 * (1 + np.cos(n / 70 + seed)))
        y, u, v = crop(land, (left, top, left + size[0], top + size[1])).planes
        left, top = n * 23 % 64, n * 37 % 64
        y = cv2.add(y, grain[top : top + size[1], left : left + size[0]])
        for x, z, dx, dz, radius, light in balls:
            cv2.circle(y, (int(x + n * dx) % size[0], int(z + n * dz) % size[1]), int(radius), light, -1, cv2.LINE_AA)
        yield Image((y, u, v))


def _landscape(dice: np.random.Generator, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Clouds of every size, as nature has them."""
    out = np.zeros((size[1], size[0], 3), np.float32)
    for octave in range(2, 9):
        cells = dice.uniform(-1, 1, (2**octave, 2**octave, 3)).astype(np.float32)
        out += cv2.resize(cells, size, interpolation=cv2.INTER_CUBIC) * 0.75**octave
    low, high = np.percentile(out, (1, 99))
    return np.clip((out - low) / (high - low) * 255, 0, 255).astype(np.uint8)
