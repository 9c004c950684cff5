"""Stills and texts on disk, in the data folder's one cache: made once for every film and process that shows them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from draftreel.image.keeping import Kept, as_bytes, from_bytes
from draftreel.plan import LOOK_VERSION, digest
from draftreel.workspace import Workspace, found, write_whole


@dataclass(frozen=True, slots=True)
class PictureShelf:
    """Keeps pictures under the hash of their keys and the look's version; each counts as used when it is fetched."""

    workspace: Workspace

    def kept(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """The picture of a key; made, and kept if the disk takes it, when it is not there or damaged."""
        path = self.workspace.picture(digest(LOOK_VERSION, *key))
        known = _fetched(path)
        if known is not None:
            return known
        made = make()
        with suppress(OSError):  # a film does not fail for want of a place to keep its parts
            write_whole(path, as_bytes(made))
        return made


def _fetched(path: Path) -> Kept | None:
    try:
        return from_bytes(np.fromfile(path, np.uint8)) if found(path) else None
    except OSError:
        return None
