"""Paper lanterns rising into the night."""

from functools import cache

import numpy as np

from demo.canvas import Picture, add_glow, gradient

SIZE = (480, 480)


def lanterns(seconds: float) -> Picture:
    """The picture at a time; near lanterns rise faster."""
    picture = _night().copy()
    for x, y, size, sway in _flock():
        high = (y - seconds * size * 1.7) % (SIZE[1] + 160) - 80
        centre = (x + 9 * np.sin(0.8 * seconds + sway), high)
        _lantern(picture, centre, size, 0.85 + 0.15 * np.sin(5 * seconds + sway * 3))
    return picture


def _lantern(picture: Picture, centre: tuple[float, float], size: float, flicker: float) -> None:
    add_glow(picture, centre, size * 3.4, "ff7a2e", 0.34 * flicker)
    left, right = (int(np.clip(centre[0] + side * size, 0, SIZE[0])) for side in (-1, 1))
    top, bottom = (int(np.clip(centre[1] + side * size * 1.4, 0, SIZE[1])) for side in (-1, 1))
    y, x = np.ogrid[top:bottom, left:right]
    down = (y - centre[1]) / (size * 1.05)
    half = size * (0.66 - 0.16 * down - 0.10 * down**2)
    inside = np.clip(half - np.abs(x - centre[0]) + 0.5, 0, 1) * np.clip((1 - np.abs(down)) * size * 0.5 + 0.5, 0, 1)
    warm = np.clip(0.62 + 0.38 * down, 0, 1) * flicker * (1 - 0.35 * ((x - centre[0]) / half) ** 2)
    paper = np.stack([warm * 1.25, warm * 0.72, warm * 0.30], axis=-1).astype(np.float32)
    part = picture[top:bottom, left:right]
    part[:] = part + (paper - part) * inside[..., None].astype(np.float32)


@cache
def _night() -> Picture:
    return gradient(SIZE, ((0, "0a1033"), (0.6, "2a1f56"), (1, "6b335f")))


@cache
def _flock() -> tuple[tuple[float, float, float, float], ...]:
    rng = np.random.default_rng(6)
    sizes = sorted(float(size) for size in 7 + 34 * rng.random(22) ** 1.8)
    return tuple((rng.uniform(0, 480), rng.uniform(0, 640), size, rng.uniform(0, 6.28)) for size in sizes)
