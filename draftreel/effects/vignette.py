"""Dark towards the corners."""

from functools import lru_cache

import numpy as np

from draftreel.effects.moment import Moment
from draftreel.effects.veil import veil
from draftreel.image import Image, Plane, mix_by

_REACH = 1.6  # half diagonals, so that the corners keep some light


def vignette(
    image: Image, moment: Moment, strength: float = 1.0, texture: float = 1.0, size: float = 0.25, soft: float = 0.5
) -> Image:
    """`texture` 0..1 (the app's word) is how dark, `size` how much of the middle is left alone, `soft` the way out."""
    del moment
    dark = min(max(strength * texture, 0.0), 1.0)
    if dark == 0:
        return image
    return mix_by(image, veil(image, (0.0, 0.0, 0.0)), _shade(image.size, dark, size, soft))


@lru_cache(8)
def _shade(size: tuple[int, int], dark: float, clear: float, soft: float) -> Plane:
    across, down = (((np.arange(length) + 0.5) * 2 / length - 1) ** 2 / 2 for length in size)
    distance = np.sqrt(across + down[:, None])  # 0 in the middle, 1 in the corners
    out = np.clip((distance - clear) / (max(soft, 0.01) * _REACH), 0, 1)
    plane = (out * out * (3 - 2 * out) * dark * 255 + 0.5).astype(np.uint8)
    plane.setflags(write=False)
    return plane
