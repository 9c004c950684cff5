"""Pictures small enough to read: one letter is one block of 2x2 pixels, so that chroma is exact too."""

from collections.abc import Callable

import numpy as np
import pytest

from draftreel.image import Image, from_rgb

COLOURS = {
    "R": (255, 0, 0),
    "G": (0, 255, 0),
    "B": (0, 0, 255),
    "W": (255, 255, 255),
    "K": (0, 0, 0),
}
BLOCKS = {
    letter: tuple(int(p[0, 0]) for p in from_rgb(np.full((2, 2, 3), c, np.uint8)).planes)
    for letter, c in COLOURS.items()
}


def _picture(*rows: str) -> Image:
    blocks = np.array([[BLOCKS[letter] for letter in row] for row in rows], np.uint8)
    planes = (blocks[:, :, 0].repeat(2, 0).repeat(2, 1), blocks[:, :, 1].copy(), blocks[:, :, 2].copy())
    for plane in planes:
        plane.setflags(write=False)
    return Image(planes)


def _letters(image: Image) -> list[str]:
    names = {values: letter for letter, values in BLOCKS.items()}
    y, u, v = image.planes[:3]
    return [
        "".join(
            names.get((int(y[2 * r, 2 * c]), int(u[r, c]), int(v[r, c])), "?") if _even(y, r, c) else "?"
            for c in range(u.shape[1])
        )
        for r in range(u.shape[0])
    ]


def _even(y: np.ndarray, row: int, column: int) -> bool:
    block = y[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
    return bool((block == block[0, 0]).all())


@pytest.fixture
def picture() -> Callable[..., Image]:
    return _picture


@pytest.fixture
def letters() -> Callable[[Image], list[str]]:
    return _letters
