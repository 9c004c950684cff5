"""What every store can do, and the way to open one from its options."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from draftreel.store.folder import FolderStore, FolderStoreOptions
from draftreel.store.objects import Objects
from draftreel.store.options import S3Options

if TYPE_CHECKING:
    from draftreel.store.s3 import S3Store


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
            return _bucket(options)


def open_objects(options: S3Options) -> Objects:
    """What a bucket holds beside films; nothing is opened or called yet."""
    return Objects(_bucket(options))


def _bucket(options: S3Options) -> "S3Store":
    from draftreel.store.s3 import S3Store  # noqa: PLC0415 - a third of a second that a folder need not wait for

    return S3Store(options)
