"""Links that expire and cannot be guessed: a name, a time and an HMAC of both."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from draftreel import unfinished

SECRET_BYTES = 32


def load_secret(path: Path) -> bytes:
    """The service's own key, made on first use and readable by its owner only. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    secret = path.read_bytes()
    if len(secret) < SECRET_BYTES:
        raise OSError("the link secret is damaged: delete it, and links given out before end to work")
    return secret


def signed_url(base_url: str, secret: bytes, name: str, expires: int) -> str:
    """A link to a film that is good until `expires` (Unix seconds)."""
    return f"{base_url}/films/{quote(name)}?expires={expires}&signature={_signature(secret, name, expires)}"


def is_valid(secret: bytes, name: str, expires: str, signature: str, now: float) -> bool:
    """Whether a link is ours and has not expired; takes whatever a request holds."""
    if not (expires.isascii() and expires.isdigit() and len(expires) <= 12):
        return False
    expected = _signature(secret, name, int(expires))
    return hmac.compare_digest(expected.encode(), signature.encode(errors="replace")) and now < int(expires)


def _signature(secret: bytes, name: str, expires: int) -> str:
    return hmac.new(secret, f"{name}\n{expires}".encode(), hashlib.sha256).hexdigest()


def _create(path: Path) -> None:
    """Written aside and linked into place: of several processes that start at once, the first wins."""
    aside = path.with_name(f"{unfinished.part()}{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
