"""Zips of drafts: unpacked into a folder of their own, never beside it, never without end."""

import hashlib
import os
import re
import stat
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from draftreel import unfinished
from draftreel.errors import DraftEmpty
from draftreel.intake.paths import safe

FILE_LIMIT = 20_000
SIZE_LIMIT = 8_000_000_000
FREE_SIZE = 256_000_000
RATIO_LIMIT = 200
NAME_LIMIT = 240

_BLOCK = 1 << 20
_UTF8_FLAG = 0x800
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError),
    *(FileExistsError, NotADirectoryError, IsADirectoryError),
)


def unpack(archive: Path, into: Path) -> Path:
    """A folder below `into` with the archive's files, named after the archive's bytes; made once.

    Raises DraftEmpty for broken, encrypted and monstrous archives.
    """
    into.mkdir(parents=True, exist_ok=True)
    done = into / _digest(archive)
    if done.is_dir():
        return done
    with tempfile.TemporaryDirectory(dir=into, prefix=unfinished.part()) as part:
        inner = Path(part) / "draft"
        _unpacked(archive, inner)
        if not done.is_dir():
            os.replace(inner, done)  # noqa: PTH105 - reads like the call that it is
    return done


def _unpacked(archive: Path, folder: Path) -> None:
    folder.mkdir()
    try:
        with ZipFile(archive) as opened:
            left = min(SIZE_LIMIT, max(FREE_SIZE, RATIO_LIMIT * archive.stat().st_size))
            for member, name in _members(opened):
                left -= _write(opened, member, folder / name, left)
    except _BROKEN as exc:
        raise DraftEmpty("the zip is broken or encrypted") from exc


def _members(opened: ZipFile) -> Iterator[tuple[ZipInfo, PurePosixPath]]:
    members = opened.infolist()
    if len(members) > FILE_LIMIT:
        raise DraftEmpty(f"more than {FILE_LIMIT:,} files in the zip")
    for member in members:
        name = _name(member).replace("\\", "/")
        parts = PurePosixPath(name).parts
        if not member.is_dir() and not _is_link(member) and safe(name) and _short(parts):
            yield member, PurePosixPath(name)


def _name(member: ZipInfo) -> str:
    """The name as its maker wrote it: zips made on Chinese systems do not say which encoding that is."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _is_link(member: ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def _short(parts: tuple[str, ...]) -> bool:
    return len(parts) < 16 and all(
        len(part.encode()) <= NAME_LIMIT and not re.search(r"[\x00-\x1f]", part) for part in parts
    )


def _write(opened: ZipFile, member: ZipInfo, path: Path, left: int) -> int:
    written = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, path.open("wb") as target:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > left:
                raise DraftEmpty("the zip unpacks to more than it may")
            target.write(block)
    return written


def _digest(archive: Path) -> str:
    with archive.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
