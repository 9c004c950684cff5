"""The name of a file's content."""

import hashlib
from pathlib import Path

from draftreel.errors import MaterialError


def content_key(path: Path) -> str:
    """The SHA-256 of the file's bytes in hex, read as a stream; raises MaterialError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise MaterialError("the file cannot be read") from exc
