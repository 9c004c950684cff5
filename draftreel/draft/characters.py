"""Text that can be encoded: half characters (lone surrogates) become the replacement character."""

import re

from draftreel.draft.record import Json

_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def whole(text: str) -> str:
    """Text without half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def mended(loaded: Json, source: str) -> Json:
    """A loaded JSON value without half characters; `source`, its text, tells whether there can be any."""
    return _mended(loaded) if _ESCAPED.search(source) else loaded


def _mended(value: Json) -> Json:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    return {whole(key): _mended(item) for key, item in value.items()} if isinstance(value, dict) else value
