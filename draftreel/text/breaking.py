"""Where a line may end: at spaces and hyphens, between East Asian characters, never before closing punctuation."""

from functools import lru_cache

import regex

_NOT_FIRST = regex.compile(
    r"[\p{Line_Break=CL}\p{Line_Break=CP}\p{Line_Break=EX}\p{Line_Break=NS}\p{Line_Break=CJ}"
    r"\p{Line_Break=IS}\p{Line_Break=SY}\p{Line_Break=IN}\p{Line_Break=PO}’”»›ー々〜～·・‧%‰℃°]"
)
_NOT_LAST = regex.compile(r"[\p{Line_Break=OP}‘“«‹¥￥$£€￡]")
_EAST_ASIAN = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}"
    r"\p{Extended_Pictographic}\p{Regional_Indicator}\u3000-\u303F\uFF00-\uFFEF—…]",
)
_GLUE = frozenset("\u00a0\u202f\u2060\ufeff")
_HYPHENS = frozenset("-\u2010\u2012\u2013\u00ad")


def is_space(grapheme: str) -> bool:
    """Whether a grapheme may hang over the end of a line."""
    return grapheme[:1] in {" ", "\u3000", "\u200b"} or (
        "\u2000" <= grapheme[:1] <= "\u200a" and grapheme[:1] != "\u2007"
    )


@lru_cache(maxsize=16384)
def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two graphemes (after UAX #14, with the rules of kinsoku for East Asian text)."""
    if before[-1:] in _GLUE or after[:1] in _GLUE or is_space(after):
        return False
    if is_space(before):
        return True
    if _NOT_FIRST.match(after) or _NOT_LAST.match(before[-1:]):
        return False
    if before in _HYPHENS:
        return not after[:1].isdigit()
    return bool(_EAST_ASIAN.match(before) or _EAST_ASIAN.match(after))
