"""A laid-out text to one tile: box, shadows, strokes, then fills, each over all that is below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, isfinite, radians, sin
from pathlib import Path

import freetype
import numpy as np

from draftreel.errors import RenderError
from draftreel.image import Image, from_rgba
from draftreel.text.canvas import Canvas, Mask, Rect, around, blank, rounded, transparent, union, window
from draftreel.text.faces import FREETYPE, Cut, open_face
from draftreel.text.glyphs import Spot, colours, coverage, ink
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.timeline import Shadow, Stroke, Text, TextBox, TextStyle

_LARGEST = 4096.0  # output pixels in an em
_MARGIN = 4096.0  # output pixels that a shadow or a box may reach


@dataclass(frozen=True, slots=True)
class TextTile:
    """A text as pixels: `image` has alpha, (x, y) is its top left in output pixels from the text's own centre."""

    image: Image
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Ink:
    """What is drawn in one style: glyphs and underlines (left, top, right, bottom), in output pixels."""

    style: TextStyle
    em: float
    spots: tuple[Spot, ...]
    underlines: tuple[tuple[float, float, float, float], ...]

    def bounds(self) -> Rect:
        return union([*map(ink, self.spots), *(around(*line) for line in self.underlines)])


def rasterise(text: Text, library: Mapping[str, Path], scale: float = 1.0) -> TextTile:
    """A text as a tile; `scale` is output pixels a canvas pixel. Raises RenderError when a font cannot be drawn."""
    return draw(layout(text, library), scale)


def draw(block: Block, scale: float = 1.0) -> TextTile:
    """A laid-out text as a tile; a block with some of its clusters gives a tile of those, in their places."""
    try:
        with FREETYPE:
            return _draw(block, scale)
    except freetype.FT_Exception as exc:
        raise RenderError("a glyph could not be drawn") from exc


def _draw(block: Block, scale: float) -> TextTile:
    factor = scale if isfinite(scale) and scale > 0 else 0.0
    inks = list(_inks(block, factor))
    rect = window(union([*map(_reach, inks), _box_rect(block, factor)]))
    if rect.empty:
        return _nothing()
    canvas = transparent(rect)
    _paint(canvas, inks, block, factor)
    drawn, pixels = canvas.straight()
    return _nothing() if drawn.empty else TextTile(from_rgba(pixels), drawn.left, drawn.top)


def _nothing() -> TextTile:
    return TextTile(from_rgba(np.zeros((2, 2, 4), np.uint8)), -1, -1)


def _paint(canvas: Canvas, inks: Sequence[_Ink], block: Block, scale: float) -> None:
    if block.box is not None:
        canvas.paint(_box_mask(block, block.box, scale, canvas.rect), block.box.colour)
    for group in inks:
        for shadow in group.style.shadows:
            _paint_shadow(canvas, group, shadow)
    for group in inks:
        for stroke in sorted(group.style.strokes, key=lambda stroke: -stroke.width):
            _paint_stroke(canvas, group, stroke)
    for group in inks:
        _paint_fill(canvas, group)


def _inks(block: Block, scale: float) -> Iterator[_Ink]:
    groups: dict[int, list[PlacedCluster]] = {}
    for placed in block.clusters:
        groups.setdefault(placed.cluster.style, []).append(placed)
    for index, clusters in sorted(groups.items()):
        style = block.styles[index]
        em = min(style.size * scale, _LARGEST)
        if em > 0:
            spots = tuple(dict.fromkeys(spot for placed in clusters for spot in _spots(placed, scale)))
            lines = tuple(_underlines(clusters, block.cuts[index], scale)) if style.underline else ()
            yield _Ink(style, em, spots, lines)


def _spots(placed: PlacedCluster, scale: float) -> Iterator[Spot]:
    em = min(placed.size * scale, _LARGEST)
    for glyph in placed.cluster.glyphs:
        x, y = placed.x * scale + glyph.x * em, placed.y * scale + glyph.y * em
        yield Spot(placed.cluster.cut, glyph.id, em, x, y)


def _underlines(
    clusters: Sequence[PlacedCluster], cut: Cut, scale: float
) -> Iterator[tuple[float, float, float, float]]:
    for _, group in groupby(sorted(clusters, key=lambda c: (c.line, c.x)), key=lambda c: c.line):
        run: list[PlacedCluster] = []
        for placed in group:
            if run and placed.x > run[-1].x + run[-1].advance + 0.01:
                yield _underline(run, cut, scale)
                run = []
            run.append(placed)
        yield _underline(run, cut, scale)


def _underline(run: Sequence[PlacedCluster], cut: Cut, scale: float) -> tuple[float, float, float, float]:
    middle, thickness = open_face(cut.file, cut.weight).underline
    size = run[0].size
    top = run[0].y + (middle - thickness / 2) * size
    right = run[-1].x + run[-1].advance
    return run[0].x * scale, top * scale, right * scale, (top + thickness * size) * scale


def _widest(style: TextStyle) -> float:
    return max((_stroke_em(stroke) for stroke in style.strokes), default=0.0)


def _stroke_em(stroke: Stroke) -> float:
    return min(max(stroke.width, 0.0), 1.0) if isfinite(stroke.width) else 0.0


def _offset(shadow: Shadow, em: float) -> tuple[float, float]:
    if not (isfinite(shadow.angle) and isfinite(shadow.distance)):
        return 0.0, 0.0
    far = min(max(shadow.distance * em, -_MARGIN), _MARGIN)
    return far * cos(radians(shadow.angle)), -far * sin(radians(shadow.angle))


def _sigma(shadow: Shadow, em: float) -> float:
    """Half the blur, as in CSS, where the blur is how far the shadow fades."""
    return min(max(shadow.blur * em / 2, 0.0), _MARGIN / 16) if isfinite(shadow.blur) else 0.0


def _reach(group: _Ink) -> Rect:
    body = group.bounds().grown(_widest(group.style) * group.em)
    if body.empty:
        return body
    shadows = (body.moved(*_offset(s, group.em)).grown(3 * _sigma(s, group.em)) for s in group.style.shadows)
    return union([body, *shadows])


def _silhouette(group: _Ink, stroke: float, rect: Rect, offset: tuple[float, float] = (0.0, 0.0)) -> Mask:
    mask = blank(rect)
    for spot in group.spots:
        moved = Spot(spot.cut, spot.glyph, spot.size, spot.x + offset[0], spot.y + offset[1])
        if not ink(moved).grown(stroke).common(rect).empty:
            for part in coverage(moved, stroke):
                mask.add(*part)
    for left, top, right, bottom in group.underlines:
        edges = (
            left - stroke + offset[0],
            top - stroke + offset[1],
            right + stroke + offset[0],
            bottom + stroke + offset[1],
        )
        line = rounded(*edges, stroke, rect)
        mask.add(line.rect.left, line.rect.top, line.cover)
    return mask


def _paint_shadow(canvas: Canvas, group: _Ink, shadow: Shadow) -> None:
    stroke, sigma = _widest(group.style) * group.em, _sigma(shadow, group.em)
    offset = _offset(shadow, group.em)
    rect = group.bounds().grown(stroke).moved(*offset).grown(3 * sigma).common(canvas.rect)
    if not rect.empty:
        canvas.paint(_silhouette(group, stroke, rect, offset).blurred(sigma), shadow.colour)


def _paint_stroke(canvas: Canvas, group: _Ink, stroke: Stroke) -> None:
    width = _stroke_em(stroke) * group.em
    rect = group.bounds().grown(width).common(canvas.rect)
    if width <= 0 or rect.empty:
        return
    mask = _silhouette(group, width, rect)
    if group.style.colour[3] < 1:  # what shows through a glass letter is what lies behind it, not its stroke
        inner = _silhouette(group, 0.0, rect)
        mask = Mask(rect, np.minimum(mask.cover, 255 - inner.cover))
    canvas.paint(mask, stroke.colour)


def _paint_fill(canvas: Canvas, group: _Ink) -> None:
    rect = group.bounds().common(canvas.rect)
    if rect.empty:
        return
    plain = tuple(spot for spot in group.spots if not _coloured(spot))
    canvas.paint(_silhouette(_Ink(group.style, group.em, plain, group.underlines), 0.0, rect), group.style.colour)
    for spot in group.spots:
        if _coloured(spot) and not ink(spot).common(canvas.rect).empty:
            x, y, picture = colours(spot, group.style.colour)
            canvas.paste(x, y, picture * np.float32(group.style.colour[3]))


def _coloured(spot: Spot) -> bool:
    return open_face(spot.cut.file, spot.cut.weight).paints(spot.glyph)


def _box_edges(block: Block, box: TextBox, scale: float) -> tuple[float, float, float, float]:
    em = block.styles[0].size * scale
    x, y = _inside(box.offset_x * em), _inside(box.offset_y * em)
    half_x = block.width * scale / 2 + _inside(box.margin_x * em)
    half_y = block.height * scale / 2 + _inside(box.margin_y * em)
    return x - half_x, y - half_y, x + half_x, y + half_y


def _inside(length: float) -> float:
    return min(max(length, -_MARGIN), _MARGIN) if isfinite(length) else 0.0


def _box_rect(block: Block, scale: float) -> Rect:
    if block.box is None or not block.clusters:
        return Rect(0, 0, 0, 0)
    return around(*_box_edges(block, block.box, scale))


def _box_mask(block: Block, box: TextBox, scale: float, within: Rect) -> Mask:
    left, top, right, bottom = _box_edges(block, box, scale)
    share = box.radius if isfinite(box.radius) else 0.0
    radius = min(max(share, 0.0), 1.0) * max(0.0, min(bottom - top, right - left)) / 2
    return rounded(left, top, right, bottom, radius, within)
