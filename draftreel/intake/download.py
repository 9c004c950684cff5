"""Materials from the network to disk: streamed, hashed on the way, resumed when cut, and named after their bytes."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import httpx

from draftreel import unfinished
from draftreel.errors import BusyError, MaterialError
from draftreel.intake.dialling import Resolve, system_resolve
from draftreel.intake.failure import FetchFailed
from draftreel.intake.fetch import answer, client, in_megabytes, mapped, pause
from draftreel.intake.paths import base_name
from draftreel.intake.policy import FetchPolicy

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Download:
    """A file on disk, named after the hash of its bytes; `validator` changes when the server's file does."""

    path: Path
    sha256: str
    bytes: int
    validator: str = ""


def download(url: str, into: Path, policy: FetchPolicy, name: str = "", resolve: Resolve = system_resolve) -> Download:
    """Fetch a material into a folder; `name` is what messages call it.

    Raises MaterialError, `transient` where a later try may help, and BusyError when there is no room for it.
    """
    name = " ".join((name or base_name(unquote(url))).split())[:120] or "material"
    try:
        with _part(into) as file, client(policy, resolve) as opened:
            return _fetched(_Fetch(opened, mapped(url, policy), policy, file), into)
    except FetchFailed as exc:
        raise MaterialError(f"{name} ({exc.reason})", transient=exc.transient) from exc


def validator(url: str, policy: FetchPolicy, resolve: Resolve = system_resolve) -> str:
    """What changes when the file at a URL does (its ETag, or its date and length); "" when nobody says."""
    try:
        with client(policy, resolve) as opened, answer(opened, mapped(url, policy), method="HEAD") as response:
            return _validator(response)
    except FetchFailed:
        return ""


@contextmanager
def _part(into: Path) -> Iterator[IO[bytes]]:
    """A temporary file in a folder, which is gone afterwards if it was not renamed."""
    with _room():
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=into, prefix=unfinished.part(), delete=False) as file:
            try:
                yield file
            finally:
                Path(file.name).unlink(missing_ok=True)


@contextmanager
def _room() -> Iterator[None]:
    """A disk that takes no more is neither the material's fault nor the network's."""
    try:
        yield
    except OSError as exc:
        raise BusyError(f"the disk: {os.strerror(exc.errno or 0)}", transient=True) from exc


class _Fetch:
    """One file on its way in: what has come so far, and which file of the server it was."""

    def __init__(self, opened: httpx.Client, url: str, policy: FetchPolicy, file: IO[bytes]) -> None:
        self.opened, self.url, self.policy, self.file = opened, url, policy, file
        self.in_parts = True
        self.restart("")

    def restart(self, version: str) -> None:
        self.digest, self.size, self.version = hashlib.sha256(), 0, version
        with _room():
            self.file.seek(0)
            self.file.truncate()

    def take(self) -> None:
        """Ask for what is missing and take it in. Raises FetchFailed, whatever came before it being kept."""
        try:
            self._take()
        except FetchFailed as exc:
            if exc.status != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE or not self.in_parts:
                raise
            self.in_parts = False  # there is no more of it than came, though more was promised
            raise FetchFailed("cut off", transient=True) from exc

    def _take(self) -> None:
        with answer(self.opened, self.url, self._headers()) as response:
            if response.status_code != httpx.codes.PARTIAL_CONTENT or not self._continues(response):
                self.restart(_validator(response))
            self._check_length(response)
            for block in response.iter_raw():
                self._add(block)

    def _headers(self) -> dict[str, str]:
        goes_on = self.in_parts and self.size and self.version
        return {"range": f"bytes={self.size}-", "if-range": _tag(self.version)} if goes_on else {}

    def _continues(self, response: httpx.Response) -> bool:
        start = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
        if start is None or int(start[1]) != self.size:
            raise FetchFailed("another part than asked for", transient=True)
        return True

    def _check_length(self, response: httpx.Response) -> None:
        told = response.headers.get("content-length", "")
        if told.isdecimal() and self.size + int(told) > self.policy.max_bytes:
            raise FetchFailed(f"larger than {in_megabytes(self.policy.max_bytes)}")

    def _add(self, block: bytes) -> None:
        self.size += len(block)
        if self.size > self.policy.max_bytes:
            raise FetchFailed(f"larger than {in_megabytes(self.policy.max_bytes)}")
        self.digest.update(block)
        with _room():
            self.file.write(block)


def _fetched(fetch: _Fetch, into: Path) -> Download:
    in_vain = 0
    for tried in range(1, fetch.policy.tries + 1):
        before = fetch.size
        try:
            fetch.take()
            return _kept(fetch, into)
        except FetchFailed as exc:
            in_vain = 0 if fetch.size > before else in_vain + 1
            if not exc.transient or in_vain >= fetch.policy.quick_tries or tried == fetch.policy.tries:
                raise
            pause(in_vain, exc.wait_s)
    raise FetchFailed("not tried")


def _kept(fetch: _Fetch, into: Path) -> Download:
    if not fetch.size:
        raise FetchFailed("0 bytes")
    fetch.file.flush()
    digest = fetch.digest.hexdigest()
    path = into / f"{digest}{_suffix(fetch.url)}"
    os.replace(fetch.file.name, path)  # noqa: PTH105 - the name is a string already
    return Download(path, digest, fetch.size, fetch.version)


def _suffix(url: str) -> str:
    found = _SUFFIX.fullmatch(Path(unquote(urlsplit(url).path)).suffix)
    return found[0].lower() if found else ""


def _validator(response: httpx.Response) -> str:
    tag, date = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    length = response.headers.get("content-length", "")
    return tag or (f"{date};{length}" if date else "")


def _tag(version: str) -> str:
    """A validator as If-Range takes it: a strong ETag, or the date."""
    return version.split(";", maxsplit=1)[0]
