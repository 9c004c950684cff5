"""Bytes to a draft: the door at which everything unreadable is turned away, with the reason."""

import base64
import binascii
import codecs
import json

from draftreel.draft.characters import mended, whole
from draftreel.draft.draft import Draft
from draftreel.draft.lift import lift, segment_count
from draftreel.draft.record import Json
from draftreel.errors import DraftEmpty

SIZE_LIMIT = 64 * 2**20
SEGMENT_LIMIT = 100_000
VALUE_LIMIT = 8_000_000


def parse(data: bytes | str) -> Draft:
    """The draft in a draft file's bytes; raises DraftEmpty, saying why, when there is none."""
    text = _decoded(data)
    try:
        return _draft(_object(_loaded(text), text))
    except RecursionError as exc:
        raise DraftEmpty("the JSON is nested too deeply") from exc


def _draft(raw: dict[str, Json]) -> Draft:
    if segment_count(raw) > SEGMENT_LIMIT:
        raise DraftEmpty(f"more than {SEGMENT_LIMIT:,} segments")
    return Draft.model_validate(lift(raw))


def _decoded(data: bytes | str) -> str:
    if len(data) > SIZE_LIMIT:
        raise DraftEmpty(f"the draft file is larger than {SIZE_LIMIT // 2**20} MB")
    text = data.decode(_encoding(data), "replace") if isinstance(data, bytes) else whole(data)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise DraftEmpty("the draft file is empty")
    return text.lstrip("\ufeff")


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _loaded(text: str) -> Json:
    if text.count(",") + text.count("{") + text.count("[") > VALUE_LIMIT:
        raise DraftEmpty(f"more than {VALUE_LIMIT:,} values")
    try:
        loaded: Json = json.loads(text)
    except ValueError as exc:
        raise DraftEmpty(_why_not(text, exc)) from exc
    return mended(loaded, text)


def _object(loaded: Json, text: str) -> dict[str, Json]:
    if isinstance(loaded, dict):
        return loaded
    raise DraftEmpty("the draft is encrypted" if _looks_encrypted(text) else "the JSON is not an object")


def _why_not(text: str, exc: ValueError) -> str:
    if _looks_encrypted(text):
        return "the draft is encrypted"
    if isinstance(exc, json.JSONDecodeError):
        return f"broken JSON at line {exc.lineno}, column {exc.colno}"
    return "broken JSON: a number is too long"


def _looks_encrypted(text: str) -> bool:
    """Encrypted drafts are base64 text of bytes that are no text; only the beginning is looked at."""
    head = "".join(text[:2048].split()).strip('"')[:512]
    if len(head) < 32 or head[0] in "{[<":
        return False
    try:
        base64.b64decode(head[: len(head) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
