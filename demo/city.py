"""A city by night, its lights in the water, and lights out of focus drifting past."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from demo.canvas import Field, Picture, add_disc, disc, drifted, glow, gradient, light, mirrored, ripples, tiled, tint

SIZE = (540, 960)
SHORE = 600
COLOURS = ("ffb35c", "ff7f6e", "ffd9a0", "7fd4ff", "ff6fae", "b79bff")


def city(seconds: float) -> Picture:
    """The picture at a time; the skyline passes, the water moves, the lights float."""
    picture = _sky().copy()
    for layer in _skyline():
        picture = _before(picture, layer, 60 + layer.speed * seconds)
    whole = np.concatenate([picture, _water(picture, seconds)])
    for float_ in _floats():
        _drift(whole, float_, seconds)
    return whole


@dataclass(frozen=True, slots=True)
class _Buildings:
    """One row of houses, wider than the picture: where they stand, and their windows' light."""

    solid: Field
    windows: Picture
    colour: str
    speed: float


@dataclass(frozen=True, slots=True)
class _Float:
    """A light out of focus: where it starts, how it moves (pixels a second) and looks."""

    x: float
    y: float
    along: float
    up: float
    radius: float
    colour: str
    beat: float


def _before(picture: Picture, layer: _Buildings, shift: float) -> Picture:
    painted = tint(picture, drifted(layer.solid, shift, SIZE[0]), layer.colour)
    return painted + drifted(layer.windows, shift, SIZE[0])


def _water(above: Picture, seconds: float) -> Picture:
    height = SIZE[1] - SHORE
    rows, columns = np.mgrid[0:height, 0 : SIZE[0]].astype(np.float32)
    near = rows / height
    wave = tiled(_noise(), columns * (1.6 - near) + 20 * seconds, rows * (5 - 3.6 * near) - 46 * seconds)
    map_x = columns + wave * (2 + 12 * near)
    map_y = SHORE - 1 - rows * 1.25 + wave * (4 + 34 * near)
    image = mirrored(_streaked(above), map_x, map_y)
    return tint(image * np.float32(0.9), 0.12 + 0.45 * near, "0a0f2b")


def _streaked(picture: Picture) -> Picture:
    return np.asarray(cv2.blur(picture, (3, 31)) * np.float32(1.35), np.float32)


def _drift(picture: Picture, one: _Float, seconds: float) -> None:
    x = (one.x + one.along * seconds + 80) % (SIZE[0] + 160) - 80
    y = one.y - one.up * seconds + 7 * np.sin(one.beat * seconds)
    strength = 0.17 + 0.08 * np.sin(one.beat * 2.1 * seconds + one.x)
    add_disc(picture, (x, y), one.radius, one.colour, float(strength))


@cache
def _sky() -> Picture:
    size = (SIZE[0], SHORE)
    stops = ((0, "070b26"), (0.45, "1a1f56"), (0.75, "473176"), (0.93, "a2507f"), (1, "d9766f"))
    sky = gradient(size, stops)
    rng = np.random.default_rng(4)
    for x, y, bright in zip(rng.integers(0, 540, 160), rng.integers(0, 330, 160), rng.random(160), strict=True):
        sky[y, x] += np.float32(0.75 * bright**3)
    sky = light(sky, glow(size, (392, 150), 46, 2.4) * 0.35, "ffe9c9")
    return tint(sky, disc(size, (392, 150), 27), "fff4dc")


@cache
def _skyline() -> tuple[_Buildings, ...]:
    return (
        _row(seed=21, tallest=250, widths=(26, 54), colour="30285f", speed=6, bright=0.35),
        _row(seed=33, tallest=330, widths=(34, 74), colour="1a1844", speed=13, bright=0.8),
        _row(seed=47, tallest=150, widths=(40, 90), colour="0b0c26", speed=24, bright=1.0),
    )


def _row(*, seed: int, tallest: int, widths: tuple[int, int], colour: str, speed: float, bright: float) -> _Buildings:
    rng = np.random.default_rng(seed)
    solid, windows = np.zeros((SHORE, 1080), np.float32), np.zeros((SHORE, 1080, 3), np.float32)
    x = 0
    while x < 1080:
        width = int(rng.integers(*widths))
        top = SHORE - int(tallest * (0.35 + 0.65 * rng.random()))
        solid[top:, x : x + width] = 1
        if rng.random() < 0.3:
            solid[top - 24 : top, x + width // 2 : x + width // 2 + 2] = 1
        _light_windows(windows[top + 8 : SHORE - 4, x + 4 : x + width - 4], rng, bright)
        x += width + int(rng.integers(0, 5))
    return _Buildings(solid, windows, colour, speed)


def _light_windows(front: Picture, rng: np.random.Generator, bright: float) -> None:
    colours = np.array(((1.0, 0.78, 0.42), (1.0, 0.88, 0.66), (0.62, 0.83, 1.0)), np.float32)
    for y in range(0, front.shape[0] - 4, 9):
        for x in range(0, front.shape[1] - 3, 7):
            if rng.random() < 0.42:
                shade = colours[rng.choice(3, p=(0.6, 0.28, 0.12))]
                front[y : y + 4, x : x + 3] = shade * np.float32(bright * (0.35 + 0.65 * rng.random()))


@cache
def _floats() -> tuple[_Float, ...]:
    rng = np.random.default_rng(8)
    return tuple(
        _Float(
            x=rng.uniform(-60, 600),
            y=rng.uniform(500, 1010),
            along=rng.uniform(-16, 16),
            up=rng.uniform(6, 34),
            radius=rng.uniform(10, 46),
            colour=str(rng.choice(COLOURS)),
            beat=rng.uniform(0.5, 1.7),
        )
        for _ in range(26)
    )


@cache
def _noise() -> Field:
    return ripples((512, 512), (20, 20), seed=3)
