"""The tagged text notation of formats 55 to 83: `<size=7><color=(1,0,0,1)>[text]</color></size>`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from draftreel.draft.content import (
    ContentRun,
    ContentStyle,
    Fill,
    FontStyle,
    Notation,
    Paint,
    ShadowStyle,
    Solid,
    StrokeStyle,
    TextContent,
)
from draftreel.draft.record import NUMBER_LIMIT

# Known names only: anything else between angle brackets is the user's own text. The
# notation is not XML (values stand without quotes, and with commas), so no XML parser reads it.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>outline|size|color|font|shadow|background|useLetterColor|texture|gradient|effectStyle"
    r'|b|i|u|bold|italic|underline)\b(?P<rest>(?:"[^"]{0,1000}"|[^<>"]++){0,9}+)>',
    re.IGNORECASE,
)
_VALUE = re.compile(r'(?:(?P<key>[A-Za-z_]+)\s*)?=\s*(?P<value>"[^"]*"|\([^)]*\)|[^\s"()]+)')

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    style: ContentStyle


def looks_tagged(content: str) -> bool:
    """Whether a content begins with a tag of this notation."""
    return _TAG.match(content.lstrip()) is not None


def parse_tags(content: str) -> TextContent:
    """The text between the tags without the brackets it stands in, and a run for each style."""
    pieces = [piece for piece in _unbracketed(list(_pieces(content.strip()))) if piece.text]
    return TextContent("".join(piece.text for piece in pieces), tuple(_runs(pieces)), Notation.TAGS)


def _pieces(content: str) -> Iterator[_Piece]:
    opened: list[tuple[str, ContentStyle]] = []
    position = 0
    for tag in _TAG.finditer(content):
        if tag.start() > position:
            yield _Piece(content[position : tag.start()], opened[-1][1] if opened else ContentStyle())
        position = tag.end()
        _turn(opened, tag)
    if position < len(content):
        yield _Piece(content[position:], opened[-1][1] if opened else ContentStyle())


def _turn(opened: list[tuple[str, ContentStyle]], tag: re.Match[str]) -> None:
    name = tag["name"].lower()
    if not tag["close"]:
        opened.append((name, _styled(opened[-1][1] if opened else ContentStyle(), name, _values(tag["rest"]))))
    elif opened and opened[-1][0] == name:
        opened.pop()


def _runs(pieces: list[_Piece]) -> Iterator[ContentRun]:
    start = 0
    for piece in pieces:
        yield ContentRun(start, start + len(piece.text), piece.style)
        start += len(piece.text)


def _unbracketed(pieces: list[_Piece]) -> list[_Piece]:
    """Each piece stands in brackets of its own, or all of them together do."""
    told = [piece for piece in pieces if piece.text.strip()]
    if all(_in_brackets(piece.text) for piece in told):
        return [_Piece(piece.text[1:-1], piece.style) for piece in told]
    if not _in_brackets(pieces[0].text[:1] + pieces[-1].text[-1:]):
        return pieces
    return [_cut(piece, index == 0, index == len(pieces) - 1) for index, piece in enumerate(pieces)]


def _in_brackets(text: str) -> bool:
    return len(text) >= 2 and text[0] == "[" and text[-1] == "]"


def _cut(piece: _Piece, first: bool, last: bool) -> _Piece:
    return _Piece(piece.text[1 if first else 0 : -1 if last else None], piece.style)


def _values(rest: str) -> Values:
    return {(found["key"] or "").lower(): found["value"].strip('"') for found in _VALUE.finditer(rest)}


def _styled(style: ContentStyle, name: str, values: Values) -> ContentStyle:
    update = _READERS.get(name)
    return style.model_copy(update=dict(update(style, values))) if update else style


Update = Mapping[str, object]


def _size(_: ContentStyle, values: Values) -> Update:
    return {"size": _number(values.get("", ""), None)}


def _colour(_: ContentStyle, values: Values) -> Update:
    return {"fill": Fill(content=_paint(values.get("", "")))}


def _font(_: ContentStyle, values: Values) -> Update:
    return {"font": FontStyle(id=values.get("id", ""), path=values.get("path", ""))}


def _outline(_: ContentStyle, values: Values) -> Update:
    stroke = StrokeStyle(content=_paint(values.get("color", "")), width=_number(values.get("width", ""), 0.08) or 0.0)
    return {"strokes": (stroke,)}


def _shadow(_: ContentStyle, values: Values) -> Update:
    shadow = ShadowStyle(
        content=_paint(values.get("color", "")),
        angle=_number(values.get("angle", ""), -45.0),
        distance=_number(values.get("distance", ""), 8.0),
        feather=_number(values.get("feather", values.get("smoothing", "")), 0.0),
    )
    return {"shadows": (shadow,)}


_READERS: Mapping[str, Callable[[ContentStyle, Values], Update]] = {
    "size": _size,
    "color": _colour,
    "font": _font,
    "outline": _outline,
    "shadow": _shadow,
    "b": lambda *_: {"bold": True},
    "bold": lambda *_: {"bold": True},
    "i": lambda *_: {"italic": True},
    "italic": lambda *_: {"italic": True},
    "u": lambda *_: {"underline": True},
    "underline": lambda *_: {"underline": True},
}


def _paint(value: str) -> Paint:
    channels = [_number(channel, None) for channel in value.strip("()").split(",")]
    return Paint(solid=Solid(color=tuple(channel for channel in channels if channel is not None)))


def _number(value: str, otherwise: float | None) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return otherwise
    return number if abs(number) <= NUMBER_LIMIT else otherwise
