"""Processes that never outlive the one that started them: the kernel ends them with it."""

import ctypes
import os
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def die_with(parent: int) -> Callable[[], None]:
    """What a child runs before its program, so that it ends with the thread of `parent` that started it."""
    return lambda: end_with(parent)


def end_with(parent: int) -> None:
    """Have the kernel end this process when its parent dies; end at once when that has happened already."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
