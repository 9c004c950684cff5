"""From an outline to a mask: where it stands, how it is turned, and how soft its edge is.

How far a feather reaches is inferred, no draft says it: the edge goes from shown to hidden over
`feather` times half the shape's shorter side, half of that inside the outline and half outside. A mask of
68 % of a 1080p picture with the feather 0.085 of a draft that was seen is soft over 31 pixels.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, radians, sin
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Alpha: TypeAlias = NDArray[np.float32]
"""Shape (height, width), 0 hidden to 1 shown."""

Field: TypeAlias = NDArray[np.floating]
"""A float32 for every pixel; one row or one column where it is the same in all."""

_BLOCK = 1 << 17  # pixels drawn at a time: what is worked on stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Box:
    """Half the width and half the height of a shape, and the radius of its corners, in pixels."""

    across: float
    down: float
    corner: float = 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape, as pixels to its edge: negative inside, for pixels `across` (to the right) and `down` from its middle.

    A shape without end in a direction has no use for its size there.
    """

    distance: Callable[[Field, Field, Box], Field]
    ends_across: bool = True
    ends_down: bool = True


def drawn(  # noqa: PLR0913 - what the draft says of a mask, and the schema of every row
    outline: Outline,
    size: tuple[int, int],
    *,
    x: float = 0.0,
    y: float = 0.0,
    width: float = 0.5,
    height: float = 0.5,
    rotation: float = 0.0,
    feather: float = 0.0,
    round_corner: float = 0.0,
) -> Alpha:
    """The mask of an outline; every row of MASKS is this for one outline, so all take the same parameters."""
    box = _box(outline, size, (width, height), round_corner)
    soft = max(1.0, min(max(feather, 0.0), 1.0) * min(box.across, box.down))
    alpha = np.empty((size[1], size[0]), np.float32)
    for rows in _blocks(size):
        _soften(outline.distance(*_seen_from(size, (x, y), rotation, rows), box), soft, alpha[rows])
    return alpha


def _box(outline: Outline, size: tuple[int, int], shares: tuple[float, float], round_corner: float) -> Box:
    across = shares[0] * size[0] / 2 if outline.ends_across else max(size) / 2
    down = shares[1] * size[1] / 2 if outline.ends_down else min(size) / 2
    return Box(across, down, min(max(round_corner, 0.0), 1.0) * min(across, down))


def _seen_from(size: tuple[int, int], centre: tuple[float, float], rotation: float, rows: slice) -> tuple[Field, Field]:
    x, y = centre
    right = np.arange(size[0], dtype=np.float32)[None] + (0.5 - (1 + x) * size[0] / 2)
    down = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None] + (0.5 - (1 - y) * size[1] / 2)
    if rotation % 360 == 0:
        return right, down
    turn = radians(rotation % 360)
    along, aside = cos(turn), sin(turn)
    return right * along + down * aside, down * along - right * aside


def _soften(distance: Field, soft: float, out: Alpha) -> None:
    np.multiply(distance, -1 / soft, out=out)
    out += 0.5
    np.clip(out, 0, 1, out=out)
    if soft > 2:  # a wide edge that is straight shows where it begins and ends
        out *= out * (3 - 2 * out)


def _blocks(size: tuple[int, int]) -> Iterator[slice]:
    step = max(1, _BLOCK // size[0])
    for top in range(0, size[1], step):
        yield slice(top, min(top + step, size[1]))
