"""What a character is: fit to be set, part of which grapheme, of which script, an emoji or not."""

import unicodedata
from functools import lru_cache

import regex
import uharfbuzz as hb

COMMON = ""
"""The script of what belongs to every script: digits, spaces, punctuation."""

EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
CURSIVE = frozenset({"Arab", "Syrc", "Mong", "Nkoo", "Adlm", "Mand", "Rohg", "Phag"})

_JOINER = "\u2060"
_LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_KEPT_FORMATS = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u00ad\u2060")
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}(?!\uFE0E)|\p{Regional_Indicator}{2}"
    r"|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D)|[0-9#*]\uFE0F?\u20E3",
)
_TAGS = range(0xE0020, 0xE0080)  # spell the subdivision in flags such as Scotland's


def clean(string: str) -> str:
    """The same string, code point for code point, without what cannot be set.

    Line ends become line feeds (the first half of a pair becomes nothing), tabs spaces, lone
    surrogates U+FFFD; controls and direction overrides become a word joiner, which draws nothing.
    """
    string = string.replace("\r\n", _JOINER + "\n")
    return string if string.isascii() and string.isprintable() else "".join(map(_clean, string))


@lru_cache(maxsize=4096)
def _clean(char: str) -> str:
    if char in _LINE_ENDS:
        return "\n"
    if char == "\t":
        return " "
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    hidden = category == "Cc" or (category == "Cf" and char not in _KEPT_FORMATS and ord(char) not in _TAGS)
    return _JOINER if hidden and char != "\n" else char


def graphemes(string: str) -> list[tuple[int, int]]:
    """Half-open ranges of the grapheme clusters: emoji sequences, flags and marks stay whole."""
    return [match.span() for match in _GRAPHEME.finditer(string)]


def is_emoji(grapheme: str) -> bool:
    """Whether a grapheme asks to be shown in colour."""
    return _EMOJI.match(grapheme) is not None


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """The four-letter ISO 15924 script of one character, `COMMON` for what every script shares."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char)])
    buffer.guess_segment_properties()
    return buffer.script or COMMON


def scripts(string: str) -> list[str]:
    """The script of every character; common ones take the one before them, at the start the one after."""
    found: list[str] = []
    current = next((script for script in map(script_of, string) if script), COMMON)
    for char in string:
        current = script_of(char) or current
        found.append(current)
    return found
