"""Arrays for kernels to work in, as they cannot make their own."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_LINE = 64  # bytes that a processor reads at once: rows that begin elsewhere take up to a third longer

_Number = TypeVar("_Number", bound=np.generic)


def room(kind: type[_Number], *shapes: tuple[int, ...]) -> tuple[NDArray[_Number], ...]:
    """An array of each shape, contiguous and filled with anything."""
    sizes = [-(-math.prod(shape) * np.dtype(kind).itemsize // _LINE) * _LINE for shape in shapes]
    whole = np.empty(sum(sizes) + _LINE, np.uint8)
    at, arrays = -whole.ctypes.data % _LINE, []
    for shape, size in zip(shapes, sizes, strict=True):
        arrays.append(np.ndarray(shape, kind, whole.data, at))
        at += size
    return tuple(arrays)
