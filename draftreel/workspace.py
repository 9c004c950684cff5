"""The data folder: where drafts, media, plans, chunks, sounds and films lie, each under the hash of what it is."""

import os
import pickle
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from draftreel import unfinished
from draftreel.errors import RenderError

T = TypeVar("T")

_HASH = re.compile("[0-9a-f]{64}")

REMADE = (
    "chunks",
    "drafts",
    "joined",
    "looked",
    "media",
    "pictures",
    "plans",
    "posters",
    "samples",
    "sounds",
    "timelines",
)
"""The folders whose files are made again when they are needed and gone."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths below one folder; folders are made when they are asked for."""

    root: Path

    def folder(self, name: str) -> Path:
        """A folder of this name, which exists."""
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def draft(self, key: str) -> Path:
        return self.folder("drafts") / f"{key}.json"

    @property
    def media(self) -> Path:
        return self.folder("media")

    def timeline(self, key: str) -> Path:
        return self.folder("timelines") / f"{key}.pickle"

    def plan(self, key: str) -> Path:
        return self.folder("plans") / f"{key}.pickle"

    def chunk(self, key: str) -> Path:
        return self.folder("chunks") / f"{key}.mp4"

    def sound(self, key: str) -> Path:
        return self.folder("sounds") / f"{key}.m4a"

    def film(self, key: str, suffix: str = "mp4") -> Path:
        return self.folder("joined") / f"{key}.{suffix}"

    def facts(self, key: str) -> Path:
        """What was found out about the joined film when it was verified."""
        return self.folder("joined") / f"{key}.pickle"

    def look(self, key: str) -> Path:
        """What was found out about a material when it was looked at."""
        return self.folder("looked") / f"{key}.pickle"

    def poster(self, key: str) -> Path:
        return self.folder("posters") / f"{key}.png"

    def picture(self, key: str) -> Path:
        """A still or a text as its planes, as it is drawn."""
        return self.folder("pictures") / f"{key}.planes"

    def samples(self, key: str) -> Path:
        """A piece of a sound, decoded or changed, as its samples."""
        return self.folder("samples") / f"{key}.samples"

    def is_passing(self, path: Path) -> bool:
        """Whether a file lies in a folder that is gone after this run."""
        return bool(self._in_run(path))

    def unpacked_name(self, path: Path) -> str:
        """For a file unpacked for this run, its zip's hash and its name in the zip; else nothing."""
        parts = self._in_run(path)
        return "/".join(parts) if len(parts) > 1 and _HASH.fullmatch(parts[0]) else ""

    def _in_run(self, path: Path) -> tuple[str, ...]:
        """Where in a run's folder a file lies; nothing when it lies elsewhere."""
        root, place = self.root.resolve(), path.resolve()
        parts = place.relative_to(root).parts if place.is_relative_to(root) else ("",)
        return parts[1:] if parts[0].startswith(unfinished.RUN) else ()

    def keep(self, paths: Iterable[str]) -> None:
        """Those of the files that are in this folder count as used now."""
        for path in map(Path, paths):
            if path.is_relative_to(self.root):
                found(path)


def found(path: Path) -> bool:
    """Whether a file of the data folder is there; it then counts as used now, and is not evicted for a while."""
    try:
        os.utime(path)
    except OSError:
        return path.exists()
    return True


def write_whole(path: Path, data: bytes) -> None:
    """The file appears complete or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=unfinished.part(), delete=False) as part:
        try:
            part.write(data)
            part.flush()
        except OSError:  # no room: what there is of it would take some more
            Path(part.name).unlink()
            raise
    os.replace(part.name, path)  # noqa: PTH105 - the name is a string already


def save(path: Path, value: object) -> int:
    """Keep a frozen value on disk; the bytes it takes."""
    data = pickle.dumps(value)
    write_whole(path, data)
    return len(data)


def load(path: Path, kind: type[T]) -> T:
    """The value kept at a path of our own data folder. Raises RenderError when it is gone or something else."""
    try:
        value = pickle.loads(path.read_bytes())  # noqa: S301 - written by `save`, in our own folder
    except (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError) as exc:
        raise RenderError(f"the stored {kind.__name__.lower()} cannot be read") from exc
    if not isinstance(value, kind):
        raise RenderError(f"the stored {kind.__name__.lower()} is something else")
    return value


def recall(path: Path, kind: type[T]) -> T | None:
    """The value kept at a path, which counts as used now; None when it has to be found out anew."""
    try:
        return load(path, kind) if found(path) else None
    except RenderError:
        return None


@contextmanager
def temporary(parent: Path) -> Iterator[Path]:
    """A folder that is gone afterwards."""
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent, prefix=unfinished.run()) as folder:
        yield Path(folder)
