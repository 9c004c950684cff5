"""The one way a plane kernel is compiled: at its first call or ahead, without the GIL, kept on disk."""

import threading
from collections.abc import Callable
from functools import cache, wraps
from types import FunctionType, ModuleType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Numba's words for what a kernel takes; the arrays may be views, their rows need not join up.
IN = "Array(uint8, 2, 'A', True)"
OUT = "Array(uint8, 2, 'A')"
FINE_IN = "Array(uint16, 2, 'C', True)"
FINE_OUT = "Array(uint16, 2, 'C')"
TABLE = "Array(float64, 2, 'A', True)"
BYTES = "Array(uint8, 1, 'C', True)"
SHARES = "Array(float32, 2, 'C', True)"
PLANES_IN = f"UniTuple({IN}, {{}})"
PLANES_OUT = f"UniTuple({OUT}, {{}})"
INDICES = "Array(uint32, 2, 'A', True)"
WORDS = "Array(uint32, 1, 'C')"
ROWS_OUT = "Array(uint8, 2, 'C')"
FRACTIONS = "Array(float32, 2, 'A', True)"
FRACTIONS_OUT = "Array(float32, 2, 'C')"
REAL = "float64"
WHOLE = "int64"

_loading = threading.Lock()
_KERNELS: list[Callable[[], object]] = []


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

        _KERNELS.append(kernel)
        return call

    return decorate


def compile_all() -> int:
    """Compile every kernel of what is imported, or take it from disk; how many there are."""
    for kernel in _KERNELS:
        kernel()
    return len(_KERNELS)


def piece(function: Callable[P, R]) -> Callable[P, R]:
    """Mark what kernels of the same module call by its name; its kinds follow from what it is called with."""
    _PIECES.add(function)
    return function


_PIECES: set[Callable[..., object]] = set()


def _compile(function: Callable[P, None], signature: str) -> Callable[P, None]:
    numba = _numba()
    function = _with_pieces(function, numba.njit(nogil=True, error_model="numpy"))
    try:
        kernel: Callable[P, None] = numba.njit(signature, cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no folder that may be written to
        kernel = numba.njit(signature, nogil=True, error_model="numpy")(function)
    return kernel


@cache
def _numba() -> ModuleType:
    """Numba, imported when something is drawn: it takes a third of a second.

    As it loads it asks SciPy for linear algebra, which takes another third, and no kernel multiplies matrices.
    """
    import numba  # noqa: PLC0415
    from numba.np import linalg  # noqa: PLC0415

    with _loading:  # pictures and sound may ask at once
        asked = linalg.ensure_blas
        linalg.ensure_blas = _no_linear_algebra
        try:
            import numba.np.arraymath  # noqa: PLC0415
        finally:
            linalg.ensure_blas = asked
    return numba


def _no_linear_algebra() -> None:
    raise ImportError("no kernel uses it")


def _with_pieces(function: Callable[P, R], compile_piece: Callable[[Callable[P, R]], object]) -> Callable[P, R]:
    """The function with the pieces that it names as machine code, and theirs in them."""
    if not isinstance(function, FunctionType):
        return function
    names = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    used = {name: value for name, value in names.items() if isinstance(value, FunctionType) and value in _PIECES}
    if not used:
        return function
    compiled_pieces = {name: compile_piece(_with_pieces(value, compile_piece)) for name, value in used.items()}
    whole = FunctionType(function.__code__, {**function.__globals__, **compiled_pieces}, function.__name__)
    whole.__qualname__, whole.__module__ = function.__qualname__, function.__module__
    return whole
