"""Modules stay to the end of a process: the garbage collector need not look through them, nor the end take them apart.

For our own commands and processes; whoever imports us decides for themselves.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """What is imported in the block is out of the collector's sight, while that goes on and from then on."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def end_at_once() -> None:
    """Have this process end without a last look through a thousand modules, which takes a quarter of a second."""
    atexit.register(gc.freeze)
