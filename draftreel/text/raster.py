"""A laid-out text to one tile: box, shadows, strokes, then fills, each over all that is below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path

import freetype
import numpy as np

from draftreel.errors import RenderError
from draftreel.image import Image, from_rgba
from draftreel.text.canvas import Canvas, Mask, Rect, around, rounded, transparent, union, window
from draftreel.text.faces import FREETYPE
from draftreel.text.glyphs import colours
from draftreel.text.inking import Ink, Shape, inks, reach, shadow, shape, silhouette, strokes
from draftreel.text.layout import Block, layout
from draftreel.timeline import Text, TextBox

_MARGIN = 4096.0  # output pixels that a box may reach
_SHAPES_KEPT = 8  # a text has one to three styles; a hostile one must not fill the memory


@dataclass(frozen=True, slots=True)
class TextTile:
    """A text as pixels: `image` has alpha, (x, y) is its top left in output pixels from the text's own centre."""

    image: Image
    x: int
    y: int


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
    bodies = [body for _, body in inks(block, factor)]
    rect = window(union([*map(reach, bodies), box_rect(block, factor)]))
    if rect.empty:
        return nothing()
    canvas = transparent(rect)
    _paint(canvas, bodies, block, factor)
    drawn, pixels = canvas.straight()
    return nothing() if drawn.empty else TextTile(from_rgba(pixels), drawn.left, drawn.top)


def nothing() -> TextTile:
    """The tile of a text that shows nothing."""
    return TextTile(from_rgba(np.zeros((2, 2, 4), np.uint8)), -1, -1)


def _paint(canvas: Canvas, bodies: Sequence[Ink], block: Block, scale: float) -> None:
    if block.box is not None:
        canvas.paint(box_mask(block, block.box, scale, canvas.rect), block.box.colour)
    shape_of = lru_cache(maxsize=_SHAPES_KEPT)(shape)
    for body in bodies:
        for cast in body.style.shadows:
            canvas.paint(shadow(silhouette(shape_of(body)), body.em, cast), cast.colour)
    for body in bodies:
        for colour, mask in strokes(body, shape_of(body)):
            canvas.paint(mask, colour)
    for body in bodies:
        _paint_fill(canvas, body, shape_of(body))


def _paint_fill(canvas: Canvas, group: Ink, form: Shape) -> None:
    canvas.paint(form.fill, group.style.colour)
    for spot in form.coloured:
        x, y, picture = colours(spot, group.style.colour)
        canvas.paste(x, y, picture * np.float32(group.style.colour[3]))


def _box_edges(block: Block, box: TextBox, scale: float) -> tuple[float, float, float, float]:
    em = block.styles[0].size * scale
    x, y = _inside(box.offset_x * em), _inside(box.offset_y * em)
    half_x = block.width * scale / 2 + _inside(box.margin_x * em)
    half_y = block.height * scale / 2 + _inside(box.margin_y * em)
    return x - half_x, y - half_y, x + half_x, y + half_y


def _inside(length: float) -> float:
    return min(max(length, -_MARGIN), _MARGIN) if isfinite(length) else 0.0


def box_rect(block: Block, scale: float) -> Rect:
    """The pixels of a block's box; empty where there is none."""
    if block.box is None or not block.clusters:
        return Rect(0, 0, 0, 0)
    return around(*_box_edges(block, block.box, scale))


def box_mask(block: Block, box: TextBox, scale: float, within: Rect) -> Mask:
    """What a block's box covers."""
    left, top, right, bottom = _box_edges(block, box, scale)
    share = box.radius if isfinite(box.radius) else 0.0
    radius = min(max(share, 0.0), 1.0) * max(0.0, min(bottom - top, right - left)) / 2
    return rounded(left, top, right, bottom, radius, within)
