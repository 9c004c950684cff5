"""A laid-out text to one tile: box, shadows, strokes, then fills, each over all that is below it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ceil, cos, isfinite, radians, sin
from pathlib import Path

import freetype
import numpy as np

from draftreel.errors import RenderError
from draftreel.image import Image, from_rgba
from draftreel.text.canvas import Canvas, Mask, Rect, around, blank, rounded, transparent, union, window
from draftreel.text.faces import FREETYPE, Cut, open_face
from draftreel.text.glyphs import Piece, Spot, colours, filled, ink, outlined, painted
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.timeline import Shadow, Stroke, Text, TextBox, TextStyle

_LARGEST = 4096.0  # output pixels in an em
_SHAPES_KEPT = 8  # a text has one to three styles; a hostile one must not fill the memory
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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the ink of one style covers: outlines, colour glyphs, and the strokes from the narrowest to the widest."""

    fill: Mask
    painting: Mask
    coloured: tuple[Spot, ...]
    strokes: tuple[tuple[float, Mask], ...]


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
    shape_of = lru_cache(maxsize=_SHAPES_KEPT)(_shape)
    for group in inks:
        for shadow in group.style.shadows:
            _paint_shadow(canvas, group, shape_of(group), shadow)
    for group in inks:
        _paint_strokes(canvas, group, shape_of(group))
    for group in inks:
        _paint_fill(canvas, group, shape_of(group))


def _inks(block: Block, scale: float) -> Iterator[_Ink]:
    groups: dict[int, list[PlacedCluster]] = {}
    for placed in block.clusters:
        groups.setdefault(placed.cluster.style, []).append(placed)
    for index, clusters in sorted(groups.items()):
        style = block.styles[index]
        em = min(style.size * scale, _LARGEST)
        if em > 0:
            every = (spot for placed in clusters for spot in _spots(placed, scale))
            spots = tuple(dict.fromkeys(every))
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


def _shape(group: _Ink) -> _Shape:
    reach = _widest(group.style) * group.em
    rect = window(group.bounds().grown(reach))
    spots = tuple(spot for spot in group.spots if not ink(spot).grown(reach).common(rect).empty)
    plain, coloured = (tuple(spot for spot in spots if _coloured(spot) == wanted) for wanted in (False, True))
    fill = _joined(blank(rect), (filled(spot) for spot in plain))
    for line in group.underlines:
        fill.join(rounded(*line, 0.0, rect))
    painting = _joined(blank(rect), (painted(spot) for spot in coloured))
    widths = sorted({_stroke_em(stroke) * group.em for stroke in group.style.strokes} - {0.0})
    return _Shape(fill, painting, coloured, tuple((width, _stroked(group, plain, fill, width)) for width in widths))


def _stroked(group: _Ink, spots: Sequence[Spot], fill: Mask, width: float) -> Mask:
    mask = _joined(fill.grown(width), (outlined(spot, width) for spot in spots))
    for left, top, right, bottom in group.underlines:
        mask.join(rounded(left - width, top - width, right + width, bottom + width, width, mask.rect))
    return mask


def _joined(mask: Mask, pieces: Iterable[Piece | None]) -> Mask:
    for piece in pieces:
        if piece is not None:
            mask.add(*piece)
    return mask


def _paint_shadow(canvas: Canvas, group: _Ink, shape: _Shape, shadow: Shadow) -> None:
    body = shape.strokes[-1][1] if shape.strokes else shape.fill
    whole = Mask(body.rect, np.maximum(body.cover, shape.painting.cover))
    sigma = _sigma(shadow, group.em)
    moved = whole.moved(*_offset(shadow, group.em), margin=ceil(3 * sigma))
    canvas.paint(moved.blurred(sigma), shadow.colour)


def _paint_strokes(canvas: Canvas, group: _Ink, shape: _Shape) -> None:
    masks = dict(shape.strokes)
    for stroke in sorted(group.style.strokes, key=lambda stroke: -stroke.width):
        mask = masks.get(_stroke_em(stroke) * group.em)
        if mask is not None and group.style.colour[3] < 1:  # behind a glass letter lies the picture, not its stroke
            mask = Mask(mask.rect, np.minimum(mask.cover, 255 - shape.fill.cover))
        if mask is not None:
            canvas.paint(mask, stroke.colour)


def _paint_fill(canvas: Canvas, group: _Ink, shape: _Shape) -> None:
    canvas.paint(shape.fill, group.style.colour)
    for spot in shape.coloured:
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
