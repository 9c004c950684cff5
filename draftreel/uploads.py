"""Drafts that were handed to the service: a folder each, found by an id that nobody guesses, gone after some days."""

import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from draftreel.draft import parse as parse_draft
from draftreel.errors import BusyError, DraftNotFound
from draftreel.intake import LocalDraft, files_in, open_local, safe
from draftreel.settings import Settings
from draftreel.workspace import temporary

FOLDER = "uploads"
_ID = re.compile("[0-9a-f]{26}")
_ID_BYTES = 13
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Upload:
    """A draft that was taken in, and until when it is there."""

    draft_id: str
    files: tuple[str, ...]
    expires: datetime


def take_in(draft: Path, settings: Settings) -> Upload:
    """Keep a draft: a zip, or a folder, which is taken away. Raises DraftNotFound, DraftEmpty, BusyError."""
    with temporary(settings.data) as unpacked:
        opened = open_local(draft, unpacked)
        parse_draft(opened.content)
        draft_id = secrets.token_hex(_ID_BYTES)
        place = _folder(settings) / draft_id
        opened.root.replace(place)
        place.touch()
    if _taken(settings) > settings.uploads_bytes:
        shutil.rmtree(place, ignore_errors=True)
        raise BusyError("there is no room for drafts")
    return Upload(draft_id, opened.files, datetime.now(UTC) + timedelta(days=settings.upload_days))


def opened(draft_id: str, settings: Settings) -> LocalDraft:
    """A draft that was taken in. Raises DraftNotFound."""
    place = _place(draft_id, settings)
    return open_local(place, place)


def files(draft_id: str, settings: Settings) -> tuple[str, ...]:
    """The files of a draft, as paths in its folder. Raises DraftNotFound."""
    return files_in(_place(draft_id, settings))


def file_of(draft_id: str, name: str, settings: Settings) -> Path:
    """A file of a draft, by the name it is listed under. Raises DraftNotFound."""
    path = _place(draft_id, settings) / name
    with suppress(OSError):  # a name that is longer than a disk's
        if safe(name) and path.is_file():
            return path
    raise DraftNotFound("no such file in the draft")


def expire_uploads(settings: Settings) -> int:
    """Remove the drafts whose days are over; how many."""
    over = [place for place in _drafts(settings) if _is_over(place, settings)]
    for place in over:
        shutil.rmtree(place, ignore_errors=True)
    return len(over)


def _place(draft_id: str, settings: Settings) -> Path:
    """Where a draft is kept. Raises DraftNotFound, also when its days are over."""
    place = _folder(settings) / draft_id
    if not _ID.fullmatch(draft_id) or not place.is_dir() or _is_over(place, settings):
        raise DraftNotFound(f"no draft {draft_id[:32]} here, or not any more")
    return place


def _folder(settings: Settings) -> Path:
    folder = settings.data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _drafts(settings: Settings) -> list[Path]:
    return [place for place in _folder(settings).iterdir() if place.is_dir()]


def _is_over(place: Path, settings: Settings) -> bool:
    return place.stat().st_mtime < time.time() - settings.upload_days * _DAY_S


def _taken(settings: Settings) -> int:
    return sum(islice(_sizes(_folder(settings)), 1_000_000))


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        with suppress(OSError):
            yield path.stat().st_size if path.is_file() else 0
