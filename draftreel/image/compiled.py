"""The one way a plane kernel is compiled: at its first call, without the GIL, kept on disk between processes."""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec

P = ParamSpec("P")

# Numba's words for what a kernel takes; the arrays may be views, their rows need not join up.
IN = "Array(uint8, 2, 'A', True)"
OUT = "Array(uint8, 2, 'A')"
FINE_IN = "Array(uint16, 2, 'C', True)"
FINE_OUT = "Array(uint16, 2, 'C')"
COLOURS_IN = "Array(uint8, 3, 'A', True)"
COLOURS_OUT = "Array(uint8, 3, 'A')"
TABLE = "Array(float64, 2, 'A', True)"
INDICES = "Array(uint32, 2, 'A', True)"
FRACTIONS = "Array(float32, 2, 'A', True)"
REAL = "float64"
WHOLE = "int64"


def compiled(*kinds: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function of planes and numbers (of these kinds, in order) run as machine code.

    The code is kept beside the package, or in the user's cache folder when the package cannot be
    written to; where neither can be, every process compiles for itself.
    """

    def decorate(function: Callable[P, None]) -> Callable[P, None]:
        @cache
        def kernel() -> Callable[P, None]:
            return _compile(function, f"void({', '.join(kinds)})")

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> None:
            kernel()(*args, **kwargs)

        return call

    return decorate


def _compile(function: Callable[P, None], signature: str) -> Callable[P, None]:
    import numba  # noqa: PLC0415 - a third of a second that who draws nothing need not wait for

    try:
        kernel: Callable[P, None] = numba.njit(signature, cache=True, nogil=True)(function)
    except RuntimeError:  # no folder that may be written to
        kernel = numba.njit(signature, nogil=True)(function)
    return kernel
