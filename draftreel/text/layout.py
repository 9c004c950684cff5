"""Where every cluster of a text stands: lines, wrapping, alignment. Canvas pixels about the block's centre, y down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from draftreel.text.bidi import visual_order
from draftreel.text.breaking import is_space, may_break
from draftreel.text.characters import clean
from draftreel.text.faces import Cut, open_face
from draftreel.text.shaping import Cluster, StyledText, shape, style_cuts
from draftreel.timeline import Alignment, Text, TextBox, TextStyle

LONGEST = 5000
"""Code points that are set at most; a canvas holds fewer that can be read."""

LARGEST = 4096.0
"""The em in canvas pixels at most."""

_NARROWEST_PITCH = -0.95


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A cluster with its place: `index` counts in reading order, (x, y) is its origin on the baseline.

    `size` is the em and `advance` the way to the next cluster, both in canvas pixels.
    """

    index: int
    line: int
    x: float
    y: float
    advance: float
    size: float
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class LineBox:
    """One line: its left edge, its ink-independent width, its baseline, and the room above and below the baseline."""

    left: float
    width: float
    baseline: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Block:
    """A laid-out text: `width` by `height` canvas pixels about the origin, what stands in it, the styles it uses and
    the face that each of them is set in.
    """

    width: float
    height: float
    lines: tuple[LineBox, ...]
    clusters: tuple[PlacedCluster, ...]
    styles: tuple[TextStyle, ...]
    cuts: tuple[Cut, ...]
    box: TextBox | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    clusters: tuple[Cluster, ...]
    level: int
    style: int


def layout(text: Text, library: Mapping[str, Path]) -> Block:
    """Sets a text: any string and any numbers give a block, if need be an empty one."""
    styled = _styled(text, library)
    spacing = _within(text.letter_spacing, -1.0, 10.0)
    lines = [line for paragraph in _paragraphs(styled) for line in _wrapped(styled, paragraph, text.max_width, spacing)]
    pitch = 1.0 + _within(text.line_spacing, _NARROWEST_PITCH, 10.0)
    boxes = _stacked(styled, lines, text.alignment, spacing, pitch)
    width = max((box.width for box in boxes), default=0.0)
    height = sum((box.ascent + box.descent) * pitch for box in boxes)
    return Block(width, height, boxes, _placed(styled, lines, boxes, spacing), styled.styles, styled.cuts, text.box)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high) if isfinite(value) else max(low, 0.0)


def _styled(text: Text, library: Mapping[str, Path]) -> StyledText:
    string = clean(text.string[:LONGEST])
    styles = tuple(dict.fromkeys(_sane(run.style) for run in text.runs)) or (TextStyle(0.0),)
    number = {style: index for index, style in enumerate(styles)}
    style_at = [0] * len(string)
    for run in text.runs:
        start, end = max(0, run.start), min(len(string), run.end)
        style_at[start:end] = [number[_sane(run.style)]] * max(0, end - start)
    return StyledText(string, styles, style_at, style_cuts(string, styles, library), text.letter_spacing == 0)


def _sane(style: TextStyle) -> TextStyle:
    return replace(style, size=_within(style.size, 0.0, LARGEST))


def _paragraphs(text: StyledText) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.string.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _wrapped(text: StyledText, paragraph: tuple[int, int], max_width: float, spacing: float) -> Iterator[_Line]:
    level, clusters = shape(text, *paragraph)
    style = text.style_at[min(paragraph[0], len(text.string) - 1)] if text.string else 0
    if not clusters:
        yield _Line((), level, style)
    start = 0
    while start < len(clusters):
        end = _line_end(text, clusters, start, max_width, spacing) if max_width > 0 else len(clusters)
        yield _Line(tuple(clusters[start:end]), level, style)
        start = end


def _line_end(text: StyledText, clusters: Sequence[Cluster], start: int, max_width: float, spacing: float) -> int:
    """The end of the longest line from `start` that fits: at an opportunity, else anywhere, never empty."""
    pen, opportunity = 0.0, 0
    for index in range(start, len(clusters)):
        if index > start and may_break(_graphemes(text, clusters[index - 1]), _graphemes(text, clusters[index])):
            opportunity = index
        size = text.styles[clusters[index].style].size
        overflows = pen + clusters[index].advance * size > max_width
        if overflows and index > start and not is_space(_graphemes(text, clusters[index])):
            return opportunity or index
        pen += _advance(text, clusters[index], spacing)
    return len(clusters)


def _graphemes(text: StyledText, cluster: Cluster) -> str:
    return text.string[cluster.start : cluster.end]


def _advance(text: StyledText, cluster: Cluster, spacing: float) -> float:
    size = text.styles[cluster.style].size
    return max(0.0, cluster.advance + (spacing if cluster.spaced else 0.0)) * size


def _visible(text: StyledText, line: _Line) -> tuple[Cluster, ...]:
    """A line without the spaces that hang over its end."""
    end = len(line.clusters)
    while end and is_space(_graphemes(text, line.clusters[end - 1])):
        end -= 1
    return line.clusters[:end]


def _in_order(text: StyledText, line: _Line) -> list[int]:
    """The indices of a line's clusters from left to right; hanging spaces take the paragraph's direction (L1)."""
    visible = len(_visible(text, line))
    depth = [c.level if i < visible else line.level for i, c in enumerate(line.clusters)]
    return [index for index in visual_order(depth) if index < visible]


def _width(text: StyledText, line: _Line, spacing: float) -> float:
    order = _in_order(text, line)
    if not order:
        return 0.0
    last = line.clusters[order[-1]]
    whole = sum(_advance(text, line.clusters[index], spacing) for index in order)
    return whole - _advance(text, last, spacing) + last.advance * text.styles[last.style].size


def _stacked(
    text: StyledText,
    lines: Sequence[_Line],
    alignment: Alignment,
    spacing: float,
    pitch: float,
) -> tuple[LineBox, ...]:
    widths = [_width(text, line, spacing) for line in lines]
    rooms = [_room(text, line) for line in lines]
    block = max(widths, default=0.0)
    top, boxes = -sum(map(sum, rooms)) * pitch / 2, []
    for width, (ascent, descent) in zip(widths, rooms, strict=True):
        baseline = top + (ascent + descent) * (pitch - 1) / 2 + ascent
        boxes.append(LineBox(_left(alignment, block, width), width, baseline, ascent, descent))
        top += (ascent + descent) * pitch
    return tuple(boxes)


def _left(alignment: Alignment, block: float, width: float) -> float:
    shares = {Alignment.LEFT: 0.0, Alignment.CENTRE: 0.5, Alignment.RIGHT: 1.0}
    return -block / 2 + (block - width) * shares[alignment]


def _room(text: StyledText, line: _Line) -> tuple[float, float]:
    """Ascent and descent of a line: the most that the fonts of its styles ask for, whatever falls back."""
    styles = {cluster.style for cluster in line.clusters} or {line.style}
    faces = [(open_face(text.cuts[s].file, text.cuts[s].weight), text.styles[s].size) for s in styles]
    return max(face.ascent * size for face, size in faces), max(face.descent * size for face, size in faces)


def _placed(
    text: StyledText,
    lines: Sequence[_Line],
    boxes: Sequence[LineBox],
    spacing: float,
) -> tuple[PlacedCluster, ...]:
    placed: list[PlacedCluster] = []
    for number, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        first, pen = len(placed), box.left
        for index in _in_order(text, line):
            cluster = line.clusters[index]
            step, size = _advance(text, cluster, spacing), text.styles[cluster.style].size
            placed.append(PlacedCluster(first + index, number, pen, box.baseline, step, size, cluster))
            pen += step
        placed[first:] = sorted(placed[first:], key=lambda item: item.index)
    return tuple(placed)
