"""Addresses as they come in: parsed, checked, and refused before anything is sent."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx

from draftreel.errors import AddressError, MissingAddressError
from draftreel.intake.dialling import Resolve
from draftreel.intake.guard import may_dial, may_name
from draftreel.intake.policy import FetchPolicy

LENGTH_LIMIT = 2048
HOST_REFUSED = "host not allowed"

_DRAFT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\\u0080-\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class DraftAddress:
    """Where a draft's list of files is, and the draft's id in it; an `own` one is on this disk."""

    url: str
    draft_id: str
    own: bool = False


def validate_address(draft_url: object, policy: FetchPolicy, resolve: Resolve | None = None) -> DraftAddress:
    """A `draft_url` that may be fetched.

    With `resolve`, the host's addresses are looked up and checked as well; they are checked
    again when they are dialled. Raises MissingAddressError, AddressError.
    """
    if draft_url is None or (isinstance(draft_url, str) and not draft_url.strip()):
        raise MissingAddressError
    if not isinstance(draft_url, str):
        raise AddressError("not a text")
    link = draft_url.strip()
    own = bool(policy.own) and link.partition("?")[0] == policy.own
    url = _well_formed(link) if own else validate_link(link, policy, resolve)
    return DraftAddress(link, _draft_id(url), own)


def validate_link(link: str, policy: FetchPolicy, resolve: Resolve | None = None) -> httpx.URL:
    """Any http(s) address that may be fetched. Raises AddressError."""
    url = _well_formed(link)
    if not may_name(url.raw_host.decode("ascii"), port_of(url), policy):
        raise AddressError(HOST_REFUSED)
    if resolve is not None:
        _check_resolved(url, policy, resolve)
    return url


def _well_formed(link: str) -> httpx.URL:
    if len(link) > LENGTH_LIMIT:
        raise AddressError(f"longer than {LENGTH_LIMIT} characters")
    if _UNPRINTABLE.search(link):
        raise AddressError("a character that no address has")
    return _parsed(link)


def port_of(url: httpx.URL) -> int:
    """The port that a URL says or means."""
    return url.port or (443 if url.scheme == "https" else 80)


def _parsed(link: str) -> httpx.URL:
    try:
        url, split = httpx.URL(link), urlsplit(link)
        good = split.port != 0
    except (httpx.InvalidURL, ValueError, UnicodeError) as exc:
        raise AddressError("not a URL") from exc
    if not good or url.scheme not in ("http", "https"):
        raise AddressError("not an http or https URL")
    if not url.host or "@" in split.netloc:
        raise AddressError("no host" if not url.host else "a user name or password in it")
    return url


def _check_resolved(url: httpx.URL, policy: FetchPolicy, resolve: Resolve) -> None:
    try:
        addresses = resolve(url.raw_host.decode("ascii"), port_of(url))
    except OSError:
        return
    if not any(may_dial(url.host, port_of(url), address, policy) for address in addresses):
        raise AddressError(HOST_REFUSED)


def _draft_id(url: httpx.URL) -> str:
    values = {value for key, value in parse_qsl(url.query.decode("ascii"), keep_blank_values=True) if key == "draft_id"}
    if len(values) != 1:
        raise AddressError("no draft_id" if not values else "several draft_ids")
    if not _DRAFT_ID.fullmatch(value := values.pop()):
        raise AddressError("not a draft_id")
    return value
