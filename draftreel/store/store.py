"""What every store can do, and the way to open one from its options."""

from pathlib import Path
from typing import Protocol

from draftreel.store.folder import FolderStore, FolderStoreOptions
from draftreel.store.s3 import S3Options, S3Store


class Store(Protocol):
    """A place that keeps films and hands out URLs for them."""

    def publish(self, path: Path, name: str, content_type: str = "video/mp4") -> str:
        """Put a file there under a name that cannot be guessed, check it, and give its URL. Raises StoreError."""


def open_store(options: FolderStoreOptions | S3Options) -> Store:
    """The store that the options describe; nothing is opened or called yet."""
    match options:
        case FolderStoreOptions():
            return FolderStore(options)
        case S3Options():
            return S3Store(options)
