"""Stills, texts and sounds on disk, in the data folder's one cache: made once for every film and process with them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from draftreel.image.keeping import Kept, as_bytes, from_bytes
from draftreel.plan import LOOK_VERSION, SOUND_VERSION, digest
from draftreel.samples import Samples
from draftreel.workspace import Workspace, found, write_whole


@dataclass(frozen=True, slots=True)
class PictureShelf:
    """Keeps pictures under the hash of their keys and the look's version; each counts as used when it is fetched."""

    workspace: Workspace

    def kept(self, key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
        """The picture of a key; made, and kept if the disk takes it, when it is not there or damaged."""
        path = self.workspace.picture(digest(LOOK_VERSION, *key))
        known = from_bytes(_fetched(path))
        if known is not None:
            return known
        made = make()
        _keep(path, as_bytes(made))
        return made


@dataclass(frozen=True, slots=True)
class SampleShelf:
    """Keeps samples under the hash of their keys and the version of all sound; what is fetched counts as used."""

    workspace: Workspace

    def kept(self, key: tuple[object, ...], make: Callable[[], Samples]) -> Samples:
        """The samples of a key, perhaps without the silence at their end; made when they are not there or damaged."""
        from draftreel.mixer.keeping import (  # noqa: PLC0415 - who keeps pictures needs no mixer
            samples_as_bytes,
            samples_from_bytes,
        )

        path = self.workspace.samples(digest(SOUND_VERSION, *key))
        known = samples_from_bytes(_fetched(path))
        if known is not None:
            return known
        made = make()
        _keep(path, samples_as_bytes(made))
        return made


def _fetched(path: Path) -> NDArray[np.uint8]:
    """The file's bytes; none when it is not there."""
    try:
        return np.fromfile(path, np.uint8) if found(path) else np.zeros(0, np.uint8)
    except OSError:
        return np.zeros(0, np.uint8)


def _keep(path: Path, data: bytes) -> None:
    with suppress(OSError):  # a film does not fail for want of a place to keep its parts
        write_whole(path, data)
