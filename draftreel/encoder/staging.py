"""Files that appear whole or not at all."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from draftreel.errors import EncodingError

FOREIGN = (av.FFmpegError, OSError, ValueError, MemoryError)
"""What PyAV and the file system raise when a file cannot be written or read."""


def staging_name(path: Path) -> Path:
    """A name beside `path` that no other process or thread writes to."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")


@contextmanager
def staged(path: Path) -> Iterator[Path]:
    """A temporary name that becomes `path` when the block succeeds; raises EncodingError for what goes wrong in it."""
    staging = staging_name(path)
    try:
        with reported("The file could not be written"):
            yield staging
            staging.replace(path)
    finally:
        staging.unlink(missing_ok=True)


@contextmanager
def reported(what: str) -> Iterator[None]:
    """Re-raises foreign errors as EncodingError; a full disk is named, and may be over by the next try."""
    try:
        yield
    except FOREIGN as exc:
        raise as_encoding_error(what, exc) from exc


def as_encoding_error(what: str, exc: BaseException) -> EncodingError:
    """Our error for a foreign one, without the paths in its text."""
    if isinstance(exc, OSError):
        may_pass = exc.errno != errno.EFBIG  # a full disk may be emptied; what is too long stays so
        return EncodingError(f"{what}: {os.strerror(exc.errno or 0)}", transient=may_pass)
    return EncodingError(f"{what}: {type(exc).__name__}")
