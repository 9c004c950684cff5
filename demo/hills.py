"""A photo: misty hills at dawn, one behind the other."""

import cv2
import numpy as np

from demo.canvas import Field, Picture, clouds, coverage, disc, glow, gradient, light, smooth, tint

SIZE = (1440, 2160)
SUN = (980.0, 720.0)
RANGES = (
    (900, 190, "d59a9c", 3),
    (1040, 230, "b47a90", 4),
    (1210, 250, "87608a", 4),
    (1400, 280, "5d4a7c", 5),
    (1620, 330, "3a3564", 6),
    (1880, 330, "1d2247", 7),
)


def hills() -> Picture:
    """The one picture."""
    picture = gradient(SIZE, ((0, "4c6fb1"), (0.2, "8b9bd0"), (0.38, "f3b9a6"), (0.5, "ffdcae"), (1, "ffdcae")))
    picture = tint(picture, smooth(0.52, 0.9, clouds(SIZE, (2, 7), 5, seed=9)) * _upper() * 0.6, "fff1e6")
    picture = light(picture, glow(SIZE, SUN, 240, 2.2) * 0.4, "ffc27d")
    picture = tint(picture, disc(SIZE, SUN, 96, 3), "fff6df")
    for index, (level, height, colour, cells) in enumerate(RANGES):
        picture = _range(picture, index, (level, height, cells), colour)
    return _birds(picture)


def _range(picture: Picture, index: int, shape: tuple[int, int, int], colour: str) -> Picture:
    level, height, cells = shape
    line = clouds((SIZE[0], 4), (cells, 1), 7, seed=60 + index)[0]
    below = np.arange(SIZE[1], dtype=np.float32)[:, None] - (level - height * (line - 0.4))[None].astype(np.float32)
    misted = tint(picture, np.clip(below + 0.5, 0, 1).astype(np.float32), colour)
    even = cv2.GaussianBlur(below, (0, 0), sigmaX=150, sigmaY=1)
    mist = smooth(20, 420, even) * np.clip(below + 0.5, 0, 1) * np.float32(0.62 - 0.07 * index)
    return tint(misted, mist, "ffd9bd")


def _birds(picture: Picture) -> Picture:
    mask = np.zeros(picture.shape[:2], np.uint8)
    for x, y, size in ((520, 560, 34), (600, 520, 26), (664, 585, 22), (450, 500, 20), (735, 530, 17), (560, 640, 18)):
        for side in (-1, 1):
            wing = np.array(((x, y), (x + side * size * 0.45, y - size * 0.38), (x + side * size, y - size * 0.12)))
            cv2.polylines(mask, [np.round(wing * 16).astype(np.int32)], False, 255, 5, cv2.LINE_AA, 4)
    return tint(picture, coverage(mask), "3b2f57")


def _upper() -> Field:
    rows = np.linspace(0, 1, SIZE[1], dtype=np.float32)[:, None]
    return np.asarray(np.broadcast_to(smooth(0.42, 0.25, rows), (SIZE[1], SIZE[0])), np.float32)
