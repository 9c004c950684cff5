"""The one way a plane kernel is compiled: at its first call or ahead, without the GIL, kept on disk."""

import threading
from collections.abc import Callable
from functools import cache, wraps
from types import FunctionType
from typing import ParamSpec

from draftreel.image.pieces import piece

__all__ = ["compile_all", "compiled", "piece"]

P = ParamSpec("P")

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
# Room for a kernel to work in, as it cannot make arrays: rows of numbers, and tuples of such.
ROW = "Array(float32, 1, 'C')"
FINE_ROW = "Array(uint16, 1, 'C')"
ROWS = f"UniTuple({FRACTIONS_OUT}, {{}})"

_loading = threading.Lock()  # pictures and sound may ask at once
_KERNELS: list[Callable[[], object]] = []


def compiled(*kinds: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function of planes and numbers (of these kinds, in order) run as machine code.

    It calls pieces and numpy's mathematics only, and neither makes arrays nor raises. Its code is kept beside the
    package, or in the user's cache folder when the package cannot be written to; where neither can be, every process
    compiles for itself. Called with arrays of other kinds it raises TypeError.
    """

    def decorate(function: Callable[P, None]) -> Callable[P, None]:
        @cache
        def kernel() -> Callable[..., None]:
            with _loading:
                return _machine_code(function, kinds)

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


def _machine_code(function: Callable[..., None], kinds: tuple[str, ...]) -> Callable[..., None]:
    from draftreel.image import machine_code  # noqa: PLC0415 - LLVM, which takes a twentieth of a second
    from draftreel.image.fingerprints import fingerprint  # noqa: PLC0415 - see above

    if not isinstance(function, FunctionType):
        raise TypeError(f"{function} is no function")
    key = fingerprint(function, kinds)
    file = f"{function.__module__.rpartition('.')[2]}.{function.__name__}.{key}.kernel"
    folders = machine_code.folders(function.__code__.co_filename)
    code = machine_code.kept(folders, file)
    if code is None:
        code = _object_code(function, kinds, key)
        machine_code.keep(folders, file, code)
    return machine_code.loaded(function.__qualname__, kinds, key, code).run


def _object_code(function: FunctionType, kinds: tuple[str, ...], key: str) -> bytes:
    from draftreel.image.compiling import object_code  # noqa: PLC0415 - Numba, in turn

    return object_code(function, kinds, key)
