"""A draft on a server: the list of its files, and the draft file itself."""

import json
from collections.abc import Iterable, Sequence
from posixpath import basename, normpath
from urllib.parse import unquote, urljoin, urlsplit

import httpx

from draftreel.errors import BusyError, DraftEmpty, DraftNotFound
from draftreel.intake.address import HOST_REFUSED, DraftAddress, port_of, validate_link
from draftreel.intake.dialling import Resolve, answers, system_resolve
from draftreel.intake.failure import FetchFailed
from draftreel.intake.fetch import mapped, read_small
from draftreel.intake.local import CONTENT_NAMES
from draftreel.intake.paths import is_link
from draftreel.intake.places import Listing
from draftreel.intake.policy import FetchPolicy

ORIGINS = 4
"""Hosts that one list may name; files on further ones are looked for on the draft's own."""


def list_draft(address: DraftAddress, policy: FetchPolicy, resolve: Resolve = system_resolve) -> Listing:
    """Ask the draft's server for its files. Raises AddressError, DraftNotFound, BusyError."""
    try:
        body = read_small(address.url, policy.max_list_bytes, policy, resolve)
    except FetchFailed as exc:
        if exc.reason == HOST_REFUSED:
            validate_link(address.url, policy, resolve)  # its own host, or one that it was redirected to?
        raise _not_listed(exc) from exc
    files = _own(_absolute(_files(body), address.url), address.draft_id)[: policy.max_files]
    if not files:
        raise DraftNotFound("the server lists no files for it")
    return Listing(address.draft_id, _origin(address.url), _reachable(files, address.url, policy, resolve))


def read_remote_draft(listing: Listing, policy: FetchPolicy, resolve: Resolve = system_resolve) -> bytes:
    """The bytes of the draft file: draft_content.json, or else draft_info.json.

    Where a listed URL fails, the same path on the draft's own server is tried.
    Raises DraftNotFound, DraftEmpty, BusyError.
    """
    listed = [url for name in CONTENT_NAMES for url in _named(listing, name)]
    ways = [way for file in listed for way in (mapped(file, policy), at_origin(file, listing.origin))]
    failed: list[FetchFailed] = []
    for url in dict.fromkeys(ways):
        try:
            return read_small(url, policy.max_draft_bytes, policy, resolve)
        except FetchFailed as exc:
            failed.append(exc)
    raise _unread(failed)


def at_origin(url: str, origin: str) -> str:
    """The same path on another server."""
    return urlsplit(url)._replace(scheme=urlsplit(origin).scheme, netloc=urlsplit(origin).netloc).geturl()


def _not_listed(exc: FetchFailed) -> BusyError | DraftNotFound:
    busy = exc.transient and exc.answering
    return BusyError(f"the draft's server: {exc.reason}", transient=True) if busy else DraftNotFound(exc.reason)


def _unread(failed: Sequence[FetchFailed]) -> DraftEmpty | BusyError | DraftNotFound:
    if not failed:
        return DraftNotFound("no draft_content.json among its files")
    too_large = next((exc for exc in failed if exc.reason.startswith("larger")), None)
    if too_large:
        return DraftEmpty(f"the draft file is {too_large.reason}")
    busy = next((exc for exc in failed if exc.transient), None)
    if busy:
        return BusyError(f"the draft's server: {busy.reason}", transient=True)
    return DraftNotFound(f"draft_content.json ({failed[0].reason})")


def _files(body: bytes) -> list[str]:
    try:
        answered = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise DraftNotFound("the server's answer is no list of files") from exc
    if not isinstance(answered, dict):
        raise DraftNotFound("the server's answer is no list of files")
    inner = answered.get("data")
    files = answered.get("files") or (inner.get("files") if isinstance(inner, dict) else None)
    if answered.get("code", 0) not in (0, "0", 200) and not files:
        raise DraftNotFound("the server does not know it")
    return [file for file in files if isinstance(file, str)] if isinstance(files, list) else []


def _absolute(files: Iterable[str], url: str) -> list[str]:
    found = (_joined(url, file.strip()) for file in files if file.strip())
    return list(dict.fromkeys(file for file in found if file))


def _joined(url: str, file: str) -> str:
    """A listed file as an absolute URL; "" for what is none, or climbs out of its folder."""
    try:
        joined = urljoin(url, file)
        path = unquote(urlsplit(joined).path).replace("\\", "/")
        good = is_link(joined) and bool(httpx.URL(joined).host) and normpath(path) == path.rstrip("/")
    except (ValueError, httpx.InvalidURL):
        return ""
    return joined if good and joined != url and not path.endswith("/") else ""


def _own(files: Sequence[str], draft_id: str) -> list[str]:
    """Only this draft's files, where the URLs tell drafts apart."""
    own = [file for file in files if f"/{draft_id}/" in unquote(urlsplit(file).path)]
    return own or list(files)


def _reachable(files: Sequence[str], url: str, policy: FetchPolicy, resolve: Resolve) -> tuple[str, ...]:
    """The files' URLs, on the draft's own server where the written host cannot be used."""
    own = _origin(url)
    usable = {origin: _usable(origin, policy, resolve) for origin in list(dict.fromkeys(map(_origin, files)))[:ORIGINS]}
    usable[own] = True
    return tuple(file if usable.get(_origin(file)) else at_origin(file, own) for file in files)


def _usable(origin: str, policy: FetchPolicy, resolve: Resolve) -> bool:
    try:
        url = httpx.URL(mapped(origin, policy))
    except FetchFailed:
        return False
    return answers(url.raw_host.decode("ascii"), port_of(url), policy, resolve)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _named(listing: Listing, name: str) -> list[str]:
    found = [url for url in listing.files if basename(urlsplit(url).path) == name]
    return sorted(found, key=lambda url: urlsplit(url).path.count("/"))
