"""A text material's content, in whichever of its three notations, as one typed value."""

import json
import re

from draftreel.draft.characters import mended, whole
from draftreel.draft.content import ContentStyle, Notation, TextContent
from draftreel.draft.ranges import Range, runs
from draftreel.draft.record import Json, Numbers, Record
from draftreel.draft.tags import looks_tagged, parse_tags

_TEXT_OF_BROKEN_JSON = re.compile(r'"text"\s*:\s*("(?:[^"\\]|\\.)*")')


def parse_content(content: str) -> TextContent:
    """A text's string and runs, from JSON (formats from 99), tags (55 to 83) or plain text (before).

    Never fails: JSON that is broken gives the text that can still be read in it, without styles.
    """
    content = whole(content)
    found = _json_content(content) if content.lstrip().startswith("{") else None
    if found is not None:
        return found
    return parse_tags(content) if looks_tagged(content) else _unstyled(content, Notation.PLAIN)


class _RangeOfStyle(Record):
    range: Numbers = ()


def _json_content(content: str) -> TextContent | None:
    loaded = _loaded(content)
    if isinstance(loaded, dict) and ("text" in loaded or "styles" in loaded):
        return _styled(loaded)
    salvaged = _TEXT_OF_BROKEN_JSON.search(content) if loaded is None else None
    return _unstyled(str(_loaded(salvaged[1]) or ""), Notation.JSON) if salvaged else None


def _styled(loaded: dict[str, Json]) -> TextContent:
    text, styles = loaded.get("text"), loaded.get("styles")
    text = text if isinstance(text, str) else ""
    raws = [style for style in styles if isinstance(style, dict)] if isinstance(styles, list) else []
    styled = [(_range(raw, text), ContentStyle.model_validate(raw)) for raw in raws]
    return TextContent(text, runs(text, styled), Notation.JSON)


def _range(raw: dict[str, Json], text: str) -> Range:
    found = _RangeOfStyle.model_validate(raw).range
    return (found[0], found[1]) if len(found) == 2 else (0, len(text.encode("utf-16-le")) // 2)


def _unstyled(text: str, notation: Notation) -> TextContent:
    return TextContent(text, runs(text, []), notation)


def _loaded(content: str) -> Json:
    try:
        loaded: Json = json.loads(content)
        return mended(loaded, content)
    except (ValueError, RecursionError):
        return None
