"""Where styles begin and end: ranges as files write them, to runs of code points."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from draftreel.draft.content import ContentRun, ContentStyle

Range = tuple[float, float]
Ruler = Callable[[float], int]


def runs(text: str, styled: Sequence[tuple[Range, ContentStyle]]) -> tuple[ContentRun, ...]:
    """Runs that cover a text once: later ranges override earlier ones.

    Where no range lies, the style before it goes on, or else the first one begins early (inferred).
    """
    if not text:
        return ()
    rulers = _rulers(text, [span for span, _ in styled])
    clamped = [
        ContentRun(ruler(span[0]), ruler(span[1]), style)
        for ruler, (span, style) in zip(rulers, styled, strict=True)
        if ruler(span[0]) < ruler(span[1])
    ]
    return _merged(_painted(len(text), clamped))


def _painted(length: int, ranges: Sequence[ContentRun]) -> list[ContentRun]:
    edges = sorted({0, length, *(run.start for run in ranges), *(run.end for run in ranges)})
    starts = {edge: index for index, edge in enumerate(edges)}
    styles: list[ContentStyle | None] = [None] * (len(edges) - 1)
    free = list(range(len(edges)))
    for run in reversed(ranges):
        for index in _take(free, starts[run.start], starts[run.end]):
            styles[index] = run.style
    return [ContentRun(*span, style) for span, style in zip(pairwise(edges), _filled(styles), strict=True)]


def _take(free: list[int], start: int, end: int) -> list[int]:
    """The still unpainted stretches in start..end, marked as painted: `free[i]` points at the next one."""
    taken = []
    index = _next(free, start)
    while index < end:
        taken.append(index)
        free[index] = index + 1
        index = _next(free, index)
    return taken


def _next(free: list[int], index: int) -> int:
    root = index
    while free[root] != root:
        root = free[root]
    while free[index] != root:
        free[index], index = root, free[index]
    return root


def _filled(styles: Sequence[ContentStyle | None]) -> list[ContentStyle]:
    first = next((style for style in styles if style is not None), ContentStyle())
    filled = accumulate(styles, lambda before, style: before if style is None else style, initial=first)
    return [style or first for style in list(filled)[1:]]


def _merged(found: Sequence[ContentRun]) -> tuple[ContentRun, ...]:
    merged: list[ContentRun] = []
    for run in found:
        if merged and merged[-1].style == run.style:
            merged[-1] = ContentRun(merged[-1].start, run.end, run.style)
        else:
            merged.append(run)
    return tuple(merged)


def _rulers(text: str, spans: Sequence[Range]) -> list[Ruler]:
    """How each range is measured: the one place that decides.

    The app counts UTF-16 units. Other writers show themselves by where the last range ends:
    capcut-mate ends its base style at the number of UTF-16LE bytes and counts keywords in
    code points (ranges that follow on each other up to there are bytes throughout, inferred);
    pyJianYingDraft and capcut-mate's rich texts end at the number of code points.
    """
    units = _boundaries(text)
    end = max((span[1] for span in spans), default=0)
    points, utf16, octets = _ruler(None, len(text)), _ruler(units, len(text)), _ruler([2 * u for u in units], len(text))
    if end == 2 * units[-1]:
        return [octets if span[1] == end or _follow_on(spans) else points for span in spans]
    return [points if end == len(text) else utf16] * len(spans)


def _follow_on(spans: Sequence[Range]) -> bool:
    return all(before[1] == after[0] for before, after in pairwise(spans))


def _ruler(boundaries: list[int] | None, length: int) -> Ruler:
    """From a position in the file's unit to the code point it lies in, clamped to the text."""

    def measure(position: float) -> int:
        whole = int(min(max(position, 0), 2**31))
        return min(whole if boundaries is None else bisect_right(boundaries, whole) - 1, length)

    return measure


def _boundaries(text: str) -> list[int]:
    """The UTF-16 position at which each code point begins, and that of the end."""
    return list(accumulate((2 if ord(character) > 0xFFFF else 1 for character in text), initial=0))
