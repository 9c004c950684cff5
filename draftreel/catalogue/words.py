"""The family of a look that is not known, by the words in its name: 左移 pushes left, 闪白 fades through white."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from draftreel.call import Call, Value
from draftreel.catalogue.kind import MOTION_KINDS, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A name that holds one of the words is drawn by the call; a direction in the name replaces the call's own."""

    words: tuple[str, ...]
    call: Call


WHITE = (1.0, 1.0, 1.0)
BLACK = (0.0, 0.0, 0.0)

TRANSITION_RULES: Sequence[Rule] = (
    Rule(("黑", "black"), Call.of("fade_color", colour=BLACK)),
    Rule(("白", "闪光", "white", "flash"), Call.of("fade_color", colour=WHITE)),
    Rule(("擦", "wipe"), Call.of("wipe", direction="right")),
    Rule(("拉远", "推远", "缩小", "zoom out", "pull out"), Call.of("zoom", factor=0.5)),
    Rule(("推近", "拉近", "放大", "变焦", "缩放", "穿越", "zoom", "pull in"), Call.of("zoom", factor=2.0)),
    Rule(("覆盖", "cover"), Call.of("slide", direction="left")),
    Rule(("移", "滑", "推", "拉", "甩", "push", "slide", "swipe"), Call.of("push", direction="left")),
    Rule(("叠化", "溶解", "淡", "dissolve", "fade", "mix"), Call.of("dissolve")),
)

MOTION_RULES: Sequence[Rule] = (
    Rule(("旋", "转", "spin", "rotate", "roll"), Call.of("spin", turns=1.0)),
    Rule(("缩小", "拉远", "zoom out", "shrink"), Call.of("zoom", factor=1.8)),
    Rule(("放大", "缩放", "推近", "拉近", "zoom", "enlarge"), Call.of("zoom", factor=0.3)),
    Rule(("滑", "移", "飞", "slide", "fly"), Call.of("slide", direction="left")),
    Rule(("渐", "淡", "隐", "fade"), Call.of("fade")),
)

DIRECTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("left", ("左", "left")),
    ("right", ("右", "right")),
    ("up", ("上", "up")),
    ("down", ("下", "down")),
)

_OPPOSITE = {"left": "right", "right": "left", "up": "down", "down": "up"}


def call_by_words(kind: Kind, name: str) -> Call | None:
    """The call that a name suggests; None when it suggests none, or nothing of the kind is drawn."""
    text = name.casefold()
    for rule in _rules(kind):
        if _holds(text, rule.words):
            return _fitted(kind, rule.call, text)
    return None


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Chinese words stand anywhere; others begin a word ("up" is not in "jump")."""
    return any(re.search(rf"\b{word}", text) if word.isascii() else word in text for word in words)


def _rules(kind: Kind) -> Sequence[Rule]:
    if kind is Kind.TRANSITION:
        return TRANSITION_RULES
    return MOTION_RULES if kind in MOTION_KINDS else ()


def _fitted(kind: Kind, call: Call, text: str) -> Call:
    """The call with the name's direction; an outro runs backwards, so what it leaves by is where it would enter."""
    directed = _directed(call, text)
    return _reversed(directed) if kind is Kind.VIDEO_OUT else directed


def _directed(call: Call, text: str) -> Call:
    if "direction" not in call.arguments:
        return call
    found = (direction for direction, words in DIRECTIONS if _holds(text, words))
    direction = next(found, None)
    return _with(call, "direction", direction) if direction else call


def _reversed(call: Call) -> Call:
    arguments = call.arguments
    if "direction" in arguments:
        return _with(call, "direction", _OPPOSITE[str(arguments["direction"])])
    if call.name == "zoom":
        return _with(call, "factor", 1.8 if arguments["factor"] == 0.3 else 0.3)
    return call


def _with(call: Call, key: str, value: Value) -> Call:
    return Call.of(call.name, **{**call.arguments, key: value})
