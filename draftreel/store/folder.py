"""Films in a folder of this machine, fetched from the service's own endpoint by signed links."""

import os
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from draftreel import unfinished
from draftreel.errors import StoreError
from draftreel.store.links import load_secret, signed_url

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""What a film may be called: nothing that leaves its folder or hides in it."""


@dataclass(frozen=True, slots=True)
class FolderStoreOptions:
    """Films go to `folder`; links begin with `base_url`, are signed with `secret_file` and last `link_days`."""

    folder: Path
    secret_file: Path
    base_url: str
    link_days: float = 7.0


@dataclass(frozen=True, slots=True)
class FolderStore:
    """The store that needs nothing but a disk."""

    options: FolderStoreOptions

    def publish(self, path: Path, name: str, content_type: str = "video/mp4") -> str:  # noqa: ARG002 - the endpoint says the type, by the name
        """Put a film into the folder, whole or not at all, and give its signed link. Raises StoreError."""
        if not NAME.fullmatch(name):
            raise StoreError("a film's name may hold letters, digits, dots and dashes only")
        try:
            _place(path, self.options.folder / name)
            secret = load_secret(self.options.secret_file)
        except OSError as exc:
            raise StoreError(f"the film folder: {exc.strerror or 'cannot be used'}", transient=True) from exc
        return signed_url(self.options.base_url, secret, name, int(time.time() + self.options.link_days * 86_400))


def _place(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and path.samefile(target):
        os.utime(target)
        return
    aside = target.with_name(f"{unfinished.part()}{secrets.token_hex(4)}")
    try:
        _link_or_copy(path, aside)
        os.utime(aside)  # films are kept for as long as the latest link to them is good
        if aside.stat().st_size != path.stat().st_size:
            raise StoreError("the film in the folder is not as long as the film that was made", transient=True)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _link_or_copy(path: Path, aside: Path) -> None:
    try:
        os.link(path, aside)
    except OSError:
        shutil.copyfile(path, aside)
