"""Memory that was freed, given back to the machine."""

import ctypes
from functools import cache


def give_back() -> None:
    """Return what the C library keeps of freed memory; does nothing where the C library is not GNU's.

    Encoders and decoders that open and close in threads of their own leave holes in its arenas, some 10 MB a chunk.
    """
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> "ctypes._NamedFuncPointer | None":
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
