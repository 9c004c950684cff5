"""A text taken apart into what every cluster paints, so that each can be drawn at a pose of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

import freetype
import numpy as np

from draftreel.errors import RenderError
from draftreel.image import from_rgba
from draftreel.text.canvas import Mask, Rect, blank, transparent, union, window
from draftreel.text.faces import FREETYPE
from draftreel.text.glyphs import colours
from draftreel.text.inking import Ink, cluster_ink, coloured, inks, reach, shape, silhouette
from draftreel.text.layout import Block, PlacedCluster, layout
from draftreel.text.raster import TextTile, box_mask, box_rect
from draftreel.text.stains import Stain, stains, trimmed
from draftreel.timeline import Text

MOST_BYTES = 64_000_000
"""What the masks of one text may take; a larger text stays whole."""

_ABOVE, _BELOW = 0.88, 0.12  # em of the East Asian square about the baseline


@dataclass(frozen=True, slots=True)
class Letter:
    """Something that moves in one piece: `middle` and `half` of its cell, `em`, all in pixels about the text's centre.

    `rect` holds all that it paints: its stains, and its colour glyphs as `pictures`.
    """

    middle: tuple[float, float]
    half: tuple[float, float]
    em: float
    rect: Rect
    stains: tuple[Stain, ...]
    pictures: tuple[TextTile, ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's clusters in reading order, and below them the `ground`: the box and the underlines.

    `half` is half the block's size, `em` that of the largest letters.
    """

    clusters: tuple[Letter, ...]
    ground: tuple[Letter, ...]
    half: tuple[float, float]
    em: float

    @property
    def nbytes(self) -> int:
        """The memory that the masks and pictures take."""
        parts = (*self.clusters, *self.ground)
        masks = sum(stain.mask.cover.nbytes * (2 - (stain.above is None)) for part in parts for stain in part.stains)
        return masks + sum(plane.nbytes for part in parts for tile in part.pictures for plane in tile.image.planes)


def take_apart(text: Text, library: Mapping[str, Path], scale: float = 1.0) -> Letters | None:
    """The clusters that leave ink; None when they are too large. Raises RenderError when a font cannot be drawn."""
    block, factor = layout(text, library), scale if isfinite(scale) and scale > 0 else 0.0
    try:
        with FREETYPE:
            return _taken_apart(block, factor)
    except freetype.FT_Exception as exc:
        raise RenderError("a glyph could not be drawn") from exc


def _taken_apart(block: Block, scale: float) -> Letters | None:
    each = [(placed, cluster_ink(block.styles[placed.cluster.style], (placed,), scale)) for placed in block.clusters]
    inked = [(placed, body) for placed, body in each if body.em > 0]
    if sum(_weight(body) for _, body in inked) > MOST_BYTES:
        return None
    cast = _Cast(window(union([body.bounds().grown(body.em) for _, body in inked])))
    letters = (_cluster(placed, body, scale, cast) for placed, body in inked)
    clusters = tuple(letter for letter in letters if not letter.rect.empty)
    half = block.width * scale / 2, block.height * scale / 2
    return Letters(
        clusters, tuple(_ground(block, scale, cast)), half, max((letter.em for letter in clusters), default=0.0)
    )


def _weight(body: Ink) -> int:
    room = reach(body)
    return 2 * room.width * room.height * (1 + len(body.style.strokes) + len(body.style.shadows))


class _Cast:
    """Who casts which part of the shadows: where letters overlap, the first of them does."""

    def __init__(self, rect: Rect) -> None:
        self._rect = rect
        self._claimed: dict[int, Mask] = {}

    def part(self, style: int, whole: Mask) -> Mask:
        """What is left of a silhouette, which is claimed by this."""
        claimed = self._claimed.setdefault(style, blank(self._rect))
        taken = blank(whole.rect)
        taken.join(claimed)
        claimed.join(whole)
        return Mask(whole.rect, np.minimum(whole.cover, 255 - taken.cover))


def _stains(style: int, body: Ink, cast: _Cast) -> tuple[Stain, ...]:
    form = shape(body)
    whole = silhouette(form)
    return stains(style, body, form, cast.part(style, whole) if body.style.shadows else whole)


def _cluster(placed: PlacedCluster, body: Ink, scale: float, cast: _Cast) -> Letter:
    em, width = placed.size * scale, placed.advance * scale
    middle = placed.x * scale + width / 2, placed.y * scale - (_ABOVE - _BELOW) / 2 * em
    painted, pictures = _stains(placed.cluster.style, body, cast), tuple(_pictures(body))
    return Letter(middle, (width / 2, em / 2), em, _room(painted, pictures), painted, pictures)


def _ground(block: Block, scale: float, cast: _Cast) -> Iterator[Letter]:
    room = window(box_rect(block, scale))
    if block.box is not None and not room.empty:
        mask = box_mask(block, block.box, scale, room)
        yield _still((trimmed(Stain((0, 0, 0), block.box.colour, adds=False, mask=mask)),))
    for style, body in inks(block, scale):
        if body.underlines:
            yield _still(_stains(style, replace(body, spots=()), cast))


def _still(painted: tuple[Stain, ...]) -> Letter:
    return Letter((0.0, 0.0), (0.0, 0.0), 0.0, _room(painted, ()), painted)


def _room(painted: Sequence[Stain], pictures: Iterable[TextTile]) -> Rect:
    tiles = (Rect(tile.x, tile.y, tile.x + tile.image.width, tile.y + tile.image.height) for tile in pictures)
    return union([*(stain.mask.rect for stain in painted), *tiles])


def _pictures(body: Ink) -> Iterator[TextTile]:
    for spot in filter(coloured, body.spots):
        x, y, picture = colours(spot, body.style.colour)
        rect = window(Rect(x, y, x + picture.shape[1], y + picture.shape[0]))
        if not rect.empty:
            canvas = transparent(rect)
            canvas.paste(x, y, picture * np.float32(body.style.colour[3]))
            drawn, pixels = canvas.straight()
            if not drawn.empty:
                yield TextTile(from_rgba(pixels), drawn.left, drawn.top)
