"""Colours changed by tables that are looked up by light."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from draftreel.image import Image, Plane

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grade:
    """By the Y of a pixel (256 entries each): its new Y, how many times as strong its U and V, and what is added."""

    light: Table
    gain: Table
    u: Table
    v: Table


def graded(image: Image, grade: Grade) -> Image:
    y, u, v, *alpha = image.planes
    shares = np.maximum(alpha[0], 1) / 255 if alpha else np.ones(y.shape)
    light = np.clip(np.rint(16 + (y - 16.0) / shares), 0, 255).astype(np.uint8)
    small = light[::2, ::2]
    share = shares[::2, ::2]
    return Image(
        (
            _bytes(16 + shares * (grade.light[light] - 16)),
            _bytes(128 + grade.gain[small] * (u - 128.0) + share * grade.u[small]),
            _bytes(128 + grade.gain[small] * (v - 128.0) + share * grade.v[small]),
            *alpha,
        ),
        image.layout,
    )


def _bytes(plane: Table) -> Plane:
    return np.clip(np.rint(plane), 0, 255).astype(np.uint8)
