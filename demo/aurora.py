"""Northern lights over a mountain lake, wider than high."""

from functools import cache

import numpy as np

from demo.canvas import Field, Picture, clouds, drifted, gradient, light, mirrored, ripples, smooth, tiled, tint

SIZE = (640, 360)
SHORE = 262


def aurora(seconds: float) -> Picture:
    """The picture at a time; the curtains wave and the lake mirrors them."""
    sky = _stars().copy()
    for index, (foot, reach, speed, strength) in enumerate(
        ((196, 130, 14, 1.25), (150, 105, -10, 1.0), (220, 90, 21, 0.9))
    ):
        sky = _curtain(sky, index, (foot, reach), seconds * speed, strength)
    above = tint(tint(sky, _ridge(2, 60, 0.55), "1b2a4a"), _ridge(7, 34, 0.9), "0a1224")
    return np.concatenate([above, _lake(above, seconds)])


def _curtain(sky: Picture, index: int, foot_reach: tuple[float, float], shift: float, strength: float) -> Picture:
    foot, reach = foot_reach
    fold, ray, glow = (
        drifted(line, 200 * index + shift * pace, SIZE[0]) for line, pace in zip(_lines(), (1, 2.6, 0.7), strict=True)
    )
    rows = np.arange(SHORE, dtype=np.float32)[:, None]
    above = foot + (fold - 0.5) * 110 - rows
    body = np.exp(-np.clip(above, 0, None) / (reach * (0.35 + 0.65 * ray))) * smooth(-16, 5, above)
    body *= (0.25 + 0.75 * ray) * (0.3 + 0.7 * smooth(0.2, 0.6, glow)) * np.float32(strength)
    high = np.clip(above / (reach * 1.5), 0, 1)
    return light(light(sky, body * (1 - high), "3dffa8"), body * high, "9a5cff")


def _lake(above: Picture, seconds: float) -> Picture:
    height = SIZE[1] - SHORE
    rows, columns = np.mgrid[0:height, 0 : SIZE[0]].astype(np.float32)
    near = rows / height
    wave = tiled(_ripples(), columns + 9 * seconds, rows * (6 - 4 * near) - 26 * seconds)
    image = mirrored(above, columns + wave * (1 + 5 * near), SHORE - 1 - rows * 2.2 + wave * (2 + 16 * near))
    return tint(image, 0.2 + 0.35 * near, "06101f")


@cache
def _stars() -> Picture:
    sky = gradient((SIZE[0], SHORE), ((0, "050a1f"), (0.6, "0d1f44"), (1, "1f4560")))
    rng = np.random.default_rng(12)
    for x, y, bright in zip(rng.integers(0, SIZE[0], 380), rng.integers(0, SHORE, 380), rng.random(380), strict=True):
        sky[y, x] += np.float32(0.95 * bright**4)
    return sky


@cache
def _lines() -> tuple[Field, ...]:
    wide = 1920
    return tuple(
        clouds((wide, 4), (cells, 1), octaves, seed)[:1]
        for cells, octaves, seed in ((5, 3, 31), (48, 3, 32), (6, 2, 33))
    )


@cache
def _ridge(seed: int, height: float, low: float) -> Field:
    line = clouds((SIZE[0], 4), (5, 1), 6, seed)[0]
    top = SHORE - height * (low * 0.3 + line)
    return np.asarray(np.clip(np.arange(SHORE)[:, None] - top[None] + 0.5, 0, 1), np.float32)


@cache
def _ripples() -> Field:
    return ripples((640, 256), (30, 20), seed=14)
