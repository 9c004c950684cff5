"""The one way a plane kernel is compiled: without the GIL, kept on disk between processes."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code, compiled at its first call and read from the disk after that.

    The code is kept beside the package, or in the user's cache folder when the package cannot be
    written to; where neither can be, every process compiles for itself.
    """
    try:
        kernel: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba found no folder that it may write to
        kernel = numba.njit(nogil=True)(function)
    return kernel
