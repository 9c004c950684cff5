"""Arrays for kernels to work in, as they cannot make their own."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_LINE = 64  # bytes that a processor reads at once: rows that begin elsewhere take up to a third longer

_Number = TypeVar("_Number", bound=np.generic)


def room(kind: type[_Number], *shapes: tuple[int, ...]) -> tuple[NDArray[_Number], ...]:
    """An array of each shape, contiguous and filled with anything."""
    return tuple(_aligned(kind, shape) for shape in shapes)


def _aligned(kind: type[_Number], shape: tuple[int, ...]) -> NDArray[_Number]:
    size = math.prod(shape)
    whole = np.empty(size + _LINE, kind)
    address: int = whole.__array_interface__["data"][0]
    at = -address % _LINE // whole.itemsize
    return whole[at : at + size].reshape(shape)
