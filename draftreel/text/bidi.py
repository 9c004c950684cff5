"""The order in which text of mixed direction is shown: the Unicode Bidirectional Algorithm (UAX #9).

Explicit embeddings, overrides and isolates have been cleaned away before, so that a paragraph is
one run sequence at the paragraph's own level.
"""

import unicodedata
from collections.abc import Sequence

_STRONG = frozenset({"L", "R", "AL"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_BRACKETS = dict(zip("([{（［｛「『【〔《〈⟨", ")]}）］｝」』】〕》〉⟩", strict=True))


def paragraph_level(string: str) -> int:
    """0 for left to right, 1 for right to left: the direction of the first strong character (P2, P3)."""
    strong = next((kind for kind in map(unicodedata.bidirectional, string) if kind in _STRONG), "L")
    return 0 if strong == "L" else 1


def levels(string: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph."""
    if base == 0 and not any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in string):
        return [0] * len(string)
    kept = [index for index, char in enumerate(string) if unicodedata.bidirectional(char) not in {"BN", ""}]
    embedding = "R" if base else "L"
    kinds = [unicodedata.bidirectional(string[index]) for index in kept]
    _resolve_weak(kinds, embedding)
    _resolve_brackets(kinds, [string[index] for index in kept], embedding)
    _resolve_neutral(kinds, embedding)
    return _implicit(dict(zip(kept, kinds, strict=True)), len(string), base)


def visual_order(line: Sequence[int]) -> list[int]:
    """The indices of a line's items from left to right, given their levels (L2)."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _resolve_weak(kinds: list[str], embedding: str) -> None:
    _resolve_numbers(kinds, embedding)
    _resolve_separators(kinds)
    _resolve_terminators(kinds)
    strong = embedding
    for index, kind in enumerate(kinds):  # W6, W7
        strong = kind if kind in {"L", "R"} else strong
        if kind in {"ES", "ET", "CS"}:
            kinds[index] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _resolve_numbers(kinds: list[str], embedding: str) -> None:
    previous, strong = embedding, embedding
    for index, kind in enumerate(kinds):  # W1, W2, W3
        resolved = previous if kind == "NSM" else kind
        strong = resolved if resolved in _STRONG else strong
        if resolved == "EN" and strong == "AL":
            resolved = "AN"
        previous = resolved
        kinds[index] = "R" if resolved == "AL" else resolved


def _resolve_separators(kinds: list[str]) -> None:
    for index in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and ((kind == "CS" and before in {"EN", "AN"}) or (kind == "ES" and before == "EN")):
            kinds[index] = before


def _resolve_terminators(kinds: list[str]) -> None:
    for indices in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):  # W5
        step = -1 if indices.step > 0 else 1
        for index in indices:
            if kinds[index] == "ET" and kinds[index + step] == "EN":
                kinds[index] = "EN"


def _resolve_brackets(kinds: list[str], chars: Sequence[str], embedding: str) -> None:
    for start, end in _bracket_pairs(kinds, chars):  # N0
        inside = {_direction(kind) for kind in kinds[start + 1 : end]}
        if embedding in inside:
            kinds[start] = kinds[end] = embedding
        elif inside & {"L", "R"}:
            before = next((d for kind in reversed(kinds[:start]) if (d := _direction(kind))), embedding)
            kinds[start] = kinds[end] = before if before in inside else embedding


def _bracket_pairs(kinds: Sequence[str], chars: Sequence[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(chars):
        if kinds[index] != "ON":
            continue
        if char in _BRACKETS and len(stack) < 63:
            stack.append((_BRACKETS[char], index))
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][0] == char), None)
        if depth is not None:
            pairs.append((stack[depth][1], index))
            del stack[depth:]
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], embedding: str) -> None:
    start = 0
    while start < len(kinds):  # N1, N2
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _direction(kinds[start - 1]) if start else embedding
        after = _direction(kinds[end]) if end < len(kinds) else embedding
        kinds[start:end] = [before if before == after else embedding] * (end - start)
        start = end + 1


def _direction(kind: str) -> str:
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else ""


def _implicit(kinds: dict[int, str], count: int, base: int) -> list[int]:
    found: list[int] = []
    for index in range(count):  # I1, I2; what was left out takes the level before it
        kind = kinds.get(index)
        found.append((found[-1] if found else base) if kind is None else _level(kind, base))
    return found


def _level(kind: str, base: int) -> int:
    if kind in {"EN", "AN"}:
        return 2
    return base + (kind == ("R" if base == 0 else "L"))
