"""Where films live for those who asked for them: a folder that the service serves, or an S3 bucket."""

from draftreel.store.folder import FolderStore, FolderStoreOptions
from draftreel.store.links import is_valid, load_secret, signed_url
from draftreel.store.objects import Objects
from draftreel.store.options import S3Options
from draftreel.store.store import Store, open_objects, open_store

__all__ = [
    "FolderStore",
    "FolderStoreOptions",
    "Objects",
    "S3Options",
    "Store",
    "is_valid",
    "load_secret",
    "open_objects",
    "open_store",
    "signed_url",
]
