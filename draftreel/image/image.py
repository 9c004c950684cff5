"""A picture in memory: planes plus a layout, in the project's one colour space."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.uint8]
"""Shape (height, width), C-contiguous rows (the array may be a view into a larger one)."""


class Layout(StrEnum):
    """How the planes hold the picture."""

    YUV = "yuv"  # y, u, v: BT.709, limited range, 4:2:0 left-sited; opaque
    YUVA = "yuva"  # y, u, v, a: as YUV; colour premultiplied about black (16, 128, 128); alpha at full size
    RGBA = "rgba"  # one (height, width, 4) array: sRGB, premultiplied


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """Planes that are never written to once the image is handed on.

    Chroma planes measure (height + 1) // 2 by (width + 1) // 2. Premultiplied about black means
    y = 16 + alpha * (Y - 16) and u = 128 + alpha * (U - 128), alpha 0..1, so that warps and sums
    need no division and a transparent border is (16, 128, 128, 0).
    """

    planes: tuple[Plane, ...]
    layout: Layout = Layout.YUV

    @property
    def width(self) -> int:
        return int(self.planes[0].shape[1])

    @property
    def height(self) -> int:
        return int(self.planes[0].shape[0])

    @property
    def size(self) -> tuple[int, int]:
        height, width, *_ = self.planes[0].shape  # RGBA has its four in one array
        return width, height

    @property
    def opaque(self) -> bool:
        return self.layout is Layout.YUV
