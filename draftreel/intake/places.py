"""Where a wanted file is: on the draft's server, in the draft's folder, at an address of its own, or nowhere."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from draftreel.intake.local import LocalDraft
from draftreel.intake.paths import base_name, clean, inside, is_link
from draftreel.intake.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a draft on a server, as URLs to fetch; `origin` is the server that was asked for the draft."""

    draft_id: str
    origin: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to be downloaded."""

    url: str


@dataclass(frozen=True, slots=True)
class Local:
    """A file on this machine that may be opened."""

    path: Path


def locate(
    wanted: Wanted,
    source: Listing | LocalDraft,
    *,
    roots: tuple[Path, ...] = (),
    trust_paths: bool = False,
) -> Remote | Local | None:
    """Where a wanted file is, or None.

    In order: the part of its path inside the draft's folder, an http(s) URL, and a base
    name that only one of the draft's files has. `roots` are further folders of this machine
    to look in; with `trust_paths` (a local draft of the caller's own) absolute paths count as well.
    """
    for path in (wanted.path, *wanted.others):
        found = _listed(path, source) if isinstance(source, Listing) else _kept(path, source, roots, trust_paths)
        if found is not None:
            return found
    return None


def _listed(path: str, listing: Listing) -> Remote | None:
    index = _index(listing.files, listing.draft_id)
    for tail in inside(path, (listing.draft_id,)):
        if tail in index.by_path:
            return Remote(index.by_path[tail])
    if is_link(clean(path)):
        return Remote(clean(path))
    url = index.by_name.get(base_name(path).casefold(), "")
    return Remote(url) if url else None


def _kept(path: str, draft: LocalDraft, roots: tuple[Path, ...], trust_paths: bool) -> Remote | Local | None:
    folders = (draft.root, *roots)
    found = next(filter(None, (_file_in(folder, tail) for folder in folders for tail in _tails(path, draft))), None)
    if found is None and trust_paths:
        found = _absolute(path)
    if found is None and is_link(clean(path)):
        return Remote(clean(path))
    if found is None:
        name = _index(draft.files, "").by_name.get(base_name(path).casefold(), "")
        found = next(filter(None, (_file_in(folder, name or base_name(path)) for folder in folders)), None)
    return Local(found) if found else None


def _tails(path: str, draft: LocalDraft) -> tuple[str, ...]:
    return inside(path, (draft.root.name,))


def _file_in(folder: Path, relative: str) -> Path | None:
    """A file below a folder, links followed; None for anything that is not there, or not below it."""
    if not inside(relative, ()):
        return None
    try:
        found = (folder / relative).resolve(strict=True)
        good = found.is_file() and found.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return None
    return found if good else None


def _absolute(path: str) -> Path | None:
    path = path.strip()
    if not path.startswith("/") or path.startswith("//"):
        return None
    try:
        return Path(path).resolve(strict=True) if Path(path).is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True)
class _Index:
    """A draft's files by their path in its folder, and by base names that only one of them has."""

    by_path: Mapping[str, str]
    by_name: Mapping[str, str]


@lru_cache(maxsize=8)
def _index(files: tuple[str, ...], draft_id: str) -> _Index:
    by_path: dict[str, str] = {}
    by_name: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for path in _paths(file, draft_id):
            by_path.setdefault(path, file)
        by_name[base_name(unquote(file) if draft_id else file).casefold()].append(file)
    return _Index(by_path, {name: found[0] for name, found in by_name.items() if name and len(found) == 1})


def _paths(file: str, draft_id: str) -> tuple[str, ...]:
    return inside(unquote(urlsplit(file).path), (draft_id,)) if draft_id else (file,)
