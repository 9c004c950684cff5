"""A draft on this machine: a folder, a draft file, or a zip of either."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from os import walk
from pathlib import Path
from zipfile import is_zipfile

from draftreel.draft.parse import SIZE_LIMIT
from draftreel.errors import DraftEmpty, DraftNotFound
from draftreel.intake.archive import unpack

CONTENT_NAMES = ("draft_content.json", "draft_info.json")
FILES_SEEN = 20_000
DEPTH_SEEN = 6


@dataclass(frozen=True, slots=True)
class LocalDraft:
    """A draft's folder, the bytes of its draft file, and the files in the folder as relative paths."""

    root: Path
    content: bytes
    files: tuple[str, ...] = ()


def open_local(path: Path, into: Path) -> LocalDraft:
    """Open a draft folder, draft file or zip; a zip is unpacked below `into`. Raises DraftNotFound, DraftEmpty."""
    try:
        file = _draft_file(path, into)
        return LocalDraft(file.parent, _read(file), files_in(file.parent))
    except OSError as exc:
        raise DraftNotFound(f"{path.name} cannot be read") from exc


def files_in(folder: Path) -> tuple[str, ...]:
    """The files below a folder as relative paths, so many of them; those in links to folders left out."""
    return tuple(islice(_files(folder), FILES_SEEN))


def _draft_file(path: Path, into: Path) -> Path:
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        raise DraftNotFound(f"no {path.name} here")
    return _in_folder(unpack(path, into)) if is_zipfile(path) else path.absolute()


def _in_folder(folder: Path) -> Path:
    found = sorted((file for file in _drafts(folder)), key=_preference)
    if not found:
        raise DraftNotFound(f"no draft_content.json in {folder.name}")
    return folder.absolute() / found[0]


def _drafts(folder: Path) -> list[Path]:
    files = [Path(file) for file in files_in(folder)]
    named = [file for file in files if file.name in CONTENT_NAMES]
    return named or [file for file in files if file.suffix.lower() == ".json" and len(file.parts) == 1]


def _preference(file: Path) -> tuple[int, int, str]:
    order = CONTENT_NAMES.index(file.name) if file.name in CONTENT_NAMES else len(CONTENT_NAMES)
    return len(file.parts), order, file.name


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise DraftEmpty(f"the draft file is larger than {SIZE_LIMIT // 2**20} MB")
    return content


def _files(root: Path) -> Iterator[str]:
    for folder, folders, names in walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = sorted(folders) if len(here.parts) < DEPTH_SEEN else []
        yield from ((here / name).as_posix() for name in sorted(names))
