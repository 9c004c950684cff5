"""Short 1080p pictures of different natures, always the same for the same seed: what quality is measured on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image import Image, from_rgb
from draftreel.image.dithering import rounded, softened

SIZE = (1920, 1080)
FPS = Fraction(30)

Field = NDArray[np.float32]
"""Shape (height, width): luma before it was rounded, in levels."""

_WORDS = ("The light comes down slowly", "Salt, and the smell of rain", "Nobody said a word")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, and what its luma is meant to be where that is known better than in whole levels."""

    image: Image
    meant: Field | None = None


def walk(seed: int, count: int) -> Iterator[Shown]:
    """A camera that wanders over a landscape with detail down to two pixels, and the noise of a good sensor."""
    dice = np.random.default_rng(seed)
    land = from_rgb(_clouds(dice, (SIZE[0] + 240, SIZE[1] + 240)))
    noise = np.rint(dice.normal(0, 1.5, (SIZE[1] + 256, SIZE[0] + 256))).astype(np.int16)
    for n in range(count):
        at = 2 * round(60 * (1 + np.sin(n / 12 + seed))), 2 * round(60 * (1 + np.cos(n / 17 + seed)))
        y, u, v = _view(land, at)
        left, top = dice.integers(0, 256, 2)
        y = np.clip(y + noise[top : top + SIZE[1], left : left + SIZE[0]], 16, 235).astype(np.uint8)
        yield Shown(Image((y, u, v)))


def film(seed: int, count: int) -> Iterator[Shown]:
    """A still camera before soft light, under grain as film has it: clumped, stronger in the middle tones."""
    dice = np.random.default_rng(seed)
    light = cv2.GaussianBlur(from_rgb(_clouds(dice, SIZE)).planes[0].astype(np.float32), (0, 0), 40)
    light = 30 + 0.7 * (light - 16)
    grain = cv2.GaussianBlur(dice.normal(0, 1, (SIZE[1] + 256, SIZE[0] + 256)).astype(np.float32), (0, 0), 0.8)
    strength = 4 / grain.std() * np.sqrt(np.clip(light * (235 - light), 1, None)) / 110
    for _ in range(count):
        left, top = dice.integers(0, 256, 2)
        y = light + strength * grain[top : top + SIZE[1], left : left + SIZE[0]]
        yield Shown(_grey(y, (122, 134)))


def captions(seed: int, count: int) -> Iterator[Shown]:
    """Words over the walk in paler colours."""
    for n, shown in enumerate(walk(seed, count)):
        y, u, v = (plane.copy() for plane in shown.image.planes)
        u[:], v[:] = (cv2.addWeighted(plane, 0.4, np.full_like(plane, 128), 0.6, 0) for plane in (u, v))
        for row, words in enumerate(_WORDS):
            at = 160 + 40 * row, 620 + 140 * row - 2 * (n // 4)
            for level, away in ((16, 5), (235, 0)):
                cv2.putText(y, words, (at[0] + away, at[1] + away), cv2.FONT_HERSHEY_DUPLEX, 2.6, level, 5, cv2.LINE_AA)
        yield Shown(Image((y, u, v)))


def screen(seed: int, count: int) -> Iterator[Shown]:
    """A screen recorded: flat windows, small letters that scroll, a pointer that moves."""
    dice = np.random.default_rng(seed)
    page = np.full((SIZE[1] + 2 * count, 1200, 3), 250, np.uint8)
    for line in range(0, page.shape[0] - 30, 26):
        words = "".join(dice.choice(list("abcdefghijklmno prstuv wxyz "), 70))
        colour = tuple(int(level) for level in dice.integers(0, 120, 3))
        cv2.putText(page, words, (20, line + 20), cv2.FONT_HERSHEY_PLAIN, 1.4, colour, 1, cv2.LINE_AA)
    for n in range(count):
        desk = np.full((SIZE[1], SIZE[0], 3), (38, 70, 110), np.uint8)
        desk[:60], desk[80:1040, 60:560] = (45, 45, 48), (30, 30, 34)
        desk[80:1040, 620:1820] = page[2 * n : 2 * n + 960]
        cv2.circle(desk, (200 + 17 * n, 300 + 9 * n), 12, (230, 60, 40), -1, cv2.LINE_AA)
        yield Shown(from_rgb(desk))


def whip(seed: int, count: int) -> Iterator[Shown]:
    """A pan that starts, runs at two hundred pixels a frame with the blur that goes with it, and stops."""
    land = _clouds(np.random.default_rng(seed), (SIZE[0] + 140 * count, SIZE[1]))
    at = 0.0
    for n in range(count):
        speed = 200 * np.sin(np.pi * n / count) ** 2
        view = land[:, round(at) : round(at) + SIZE[0]]
        yield Shown(from_rgb(cv2.blur(view, (max(1, round(speed / 2)), 1))))
        at += speed


def bands(seed: int, count: int) -> Iterator[Shown]:
    """A dark sky with a glow that drifts, rounded to whole levels: bands of twenty pixels and more."""
    for field in _glow(seed, count):
        yield Shown(_grey(field, (138, 122)), field)


def dusk(seed: int, count: int) -> Iterator[Shown]:
    """The same sky, dithered."""
    for field in _glow(seed, count):
        y = rounded((256 * field).astype(np.uint16))
        yield Shown(Image((y, *_grey(field, (138, 122)).planes[1:])), field)


def canvas(seed: int, count: int) -> Iterator[Shown]:
    """What lies behind a vertical clip: a dim landscape that pans, out of focus."""
    land = 16 + (from_rgb(_clouds(np.random.default_rng(seed), (2400, 1400))).planes[0] - 16.0) * 0.3
    for n in range(count):
        view = cv2.resize(_cut(land, (6 * n % 480, 2 * n % 320)), (240, 135), interpolation=cv2.INTER_AREA)
        small = np.rint(view).astype(np.uint8)
        soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), 4, borderType=cv2.BORDER_REPLICATE)
        meant = cv2.resize(soft, SIZE)
        yield Shown(Image((softened(small, 4, SIZE), *_grey(meant, (128, 128)).planes[1:])), meant)


SCENES: Mapping[str, Callable[[int, int], Iterator[Shown]]] = {
    "walk": walk,
    "film": film,
    "captions": captions,
    "screen": screen,
    "whip": whip,
    "bands": bands,
    "dusk": dusk,
    "canvas": canvas,
}


def _glow(seed: int, count: int) -> Iterator[Field]:
    across, down = np.meshgrid(np.arange(SIZE[0], dtype=np.float32), np.arange(SIZE[1], dtype=np.float32))
    for n in range(count):
        away = np.hypot(across - 500 - 1.5 * n - seed, 1.6 * (down - 900))
        yield np.asarray(18 + 46 * np.exp(-away / 900), np.float32)


def _grey(y: Field, tint: tuple[int, int]) -> Image:
    half = SIZE[1] // 2, SIZE[0] // 2
    u, v = (np.full(half, level, np.uint8) for level in tint)
    return Image((np.clip(y + 0.5, 16, 235).astype(np.uint8), u, v))


def _view(image: Image, at: tuple[int, int]) -> tuple[NDArray[np.uint8], ...]:
    y, u, v = image.planes
    left, top = at[0] // 2, at[1] // 2
    half = (slice(top, top + SIZE[1] // 2), slice(left, left + SIZE[0] // 2))
    return _cut(y, at), u[half], v[half]


def _cut(plane: NDArray[np.uint8], at: tuple[int, int]) -> NDArray[np.uint8]:
    return plane[at[1] : at[1] + SIZE[1], at[0] : at[0] + SIZE[0]]


def _clouds(dice: np.random.Generator, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Clouds of every size, as nature has them; shape (height, width, 3)."""
    out = np.zeros((size[1], size[0], 3), np.float32)
    for octave in range(2, 11):
        cells = dice.uniform(-1, 1, (2**octave, 2**octave, 3)).astype(np.float32)
        out += cv2.resize(cells, size, interpolation=cv2.INTER_CUBIC) * 0.75**octave
    low, high = np.percentile(out, (1, 99))
    return np.clip((out - low) / (high - low) * 255, 0, 255).astype(np.uint8)
