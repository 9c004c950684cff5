"""Files that machines hand to one another through the bucket: whole, checked by their hash, put there once."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel import unfinished

if TYPE_CHECKING:
    from draftreel.store.s3 import S3Store


@dataclass(frozen=True)
class Objects:
    """What a bucket holds beside films; every object's name ends with the SHA-256 of its bytes."""

    store: "S3Store"

    def put(self, path: Path, folder: str = "") -> str:
        """Have the file there; its SHA-256. One that is there already is not sent again. Raises StoreError."""
        sha256 = _hash(path)
        self.store.send(path, f"{folder}{sha256}")
        return sha256

    def fetch(self, folder: str, sha256: str, path: Path) -> bool:
        """The file at `path`, whole or not at all; False when it is not there, or damaged. Raises StoreError."""
        aside = path.with_name(f"{unfinished.part()}{secrets.token_hex(4)}")
        try:
            if not self.store.receive(f"{folder}{sha256}", aside) or _hash(aside) != sha256:
                return False
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return True

    def hashes(self, folder: str) -> list[str]:
        """Of what there is in a folder ("chunks/abc/"). Raises StoreError."""
        return [name.rpartition("/")[2] for name in self.store.names(folder)]


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
