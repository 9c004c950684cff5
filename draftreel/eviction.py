"""The data folder's limit: what can be made again goes when it does not fit, the least recently used first.

Nothing is locked. A file that is used is touched (`workspace.found`), what was touched within a run's time stays, and a
file that is gone all the same is made again.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from draftreel.settings import Settings
from draftreel.unfinished import PART, RUN, is_abandoned
from draftreel.workspace import REMADE

DAY_S = 86_400.0
MARGIN_S = 600.0
"""Seconds that a run may end after its limit, and that a film outlives its link."""
RESULTS = ("prefect/storage",)
"""Prefect's results: without one, the stage is run again and finds its files."""
RESULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Stored:
    """A file, the bytes that its removal gives back, and when it was last used (Unix seconds)."""

    path: Path
    bytes: int
    used: float


def surplus(files: Iterable[Stored], limit: int, since: float) -> tuple[Stored, ...]:
    """The least recently used files without which the rest fits the limit; never one that was used `since` then."""
    files = tuple(files)
    excess = sum(file.bytes for file in files) - limit
    chosen: list[Stored] = []
    for file in sorted(files, key=lambda file: file.used):
        if excess <= 0 or file.used >= since:
            break
        if file.bytes:
            chosen.append(file)
            excess -= file.bytes
    return tuple(chosen)


def room(settings: Settings, taken: int, free: int) -> int:
    """The limit in bytes: as set, or less where the disk would fill up to its reserve before."""
    return max(0, min(settings.cache_bytes, taken + free - settings.disk_reserve_bytes))


def evict(settings: Settings) -> int:
    """Remove what does not fit the limit and what processes that died left behind; the number of files."""
    now = time.time()
    files = tuple(stored(settings.data, (*REMADE, *RESULTS)))
    limit = room(settings, sum(file.bytes for file in files), _free(settings.data))
    _remove_leftovers(settings.data, now - DAY_S)
    chosen = surplus(files, limit, now - settings.run_limit_s - MARGIN_S)
    return sum(_removed(file.path, file.used) for file in chosen)


def expire(settings: Settings) -> int:
    """Remove published films whose links have ended, and results that nobody asks for; the number of files."""
    now = time.time()
    films = _older(stored(settings.data, ("films",)), now - settings.link_days * DAY_S - MARGIN_S)
    results = _older(stored(settings.data, RESULTS), now - RESULT_DAYS * DAY_S)
    return sum(_removed(file.path, file.used) for file in (*films, *results))


def stored(root: Path, folders: Iterable[str]) -> Iterator[Stored]:
    """The whole files of these folders. What has a second name elsewhere gives nothing back."""
    for entry in _entries(root, folders):
        with suppress(OSError):  # gone meanwhile
            if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                facts = entry.stat(follow_symlinks=False)
                yield Stored(Path(entry.path), facts.st_blocks * 512 if facts.st_nlink == 1 else 0, facts.st_mtime)


def _older(files: Iterable[Stored], before: float) -> Iterator[Stored]:
    return (file for file in files if file.used < before)


def clear_abandoned(settings: Settings) -> int:
    """Remove what processes of this machine that are no more were writing; the number of files and folders."""
    left = [entry for entry in _unfinished(settings.data) if is_abandoned(entry.name)]
    for entry in left:
        with suppress(OSError):
            _remove(entry)
    return len(left)


def _remove_leftovers(root: Path, before: float) -> None:
    for entry in _unfinished(root):
        with suppress(OSError):
            if entry.stat(follow_symlinks=False).st_mtime < before:
                _remove(entry)


def _unfinished(root: Path) -> Iterator["os.DirEntry[str]"]:
    """Hidden files are somebody's work in progress; in the data folder itself only those with a name of ours."""
    yield from (entry for entry in _entries(root, ("",)) if entry.name.startswith((RUN, PART)))
    yield from (entry for entry in _entries(root, ("films", *REMADE)) if entry.name.startswith("."))


def _remove(entry: "os.DirEntry[str]") -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        Path(entry.path).unlink()


def _removed(path: Path, used: float) -> bool:
    """Whether the file is gone now; it stays when it was used since it was looked at."""
    with suppress(OSError):
        if path.stat().st_mtime == used:
            path.unlink()
            return True
    return False


def _entries(root: Path, folders: Iterable[str]) -> Iterator["os.DirEntry[str]"]:
    for folder in folders:
        with suppress(OSError), os.scandir(root / folder) as entries:
            yield from entries


def _free(root: Path) -> int:
    """What is free on the disk; without an answer, no reason to remove anything."""
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return 1 << 62
