"""What the glyphs of one style cover: outlines, strokes from the narrowest to the widest, shadows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, cos, isfinite, radians, sin

import numpy as np

from draftreel.text.canvas import Mask, Rect, around, blank, rounded, union, window
from draftreel.text.faces import Cut, open_face
from draftreel.text.glyphs import Piece, Spot, filled, ink, outlined, painted
from draftreel.text.layout import Block, PlacedCluster
from draftreel.timeline import Colour, Shadow, Stroke, TextStyle

_LARGEST = 4096.0  # output pixels in an em
_MARGIN = 4096.0  # output pixels that a shadow or a box may reach


@dataclass(frozen=True, slots=True)
class Ink:
    """What is drawn in one style: glyphs and underlines (left, top, right, bottom), in output pixels."""

    style: TextStyle
    em: float
    spots: tuple[Spot, ...]
    underlines: tuple[tuple[float, float, float, float], ...]

    def bounds(self) -> Rect:
        return union([*map(ink, self.spots), *(around(*line) for line in self.underlines)])


@dataclass(frozen=True, slots=True)
class Shape:
    """What the ink of one style covers: outlines, colour glyphs, and the strokes from the narrowest to the widest."""

    fill: Mask
    painting: Mask
    coloured: tuple[Spot, ...]
    strokes: tuple[tuple[float, Mask], ...]


def inks(block: Block, scale: float) -> Iterator[tuple[int, Ink]]:
    """What a block draws in each of its styles, with the style's number."""
    groups: dict[int, list[PlacedCluster]] = {}
    for placed in block.clusters:
        groups.setdefault(placed.cluster.style, []).append(placed)
    for index, clusters in sorted(groups.items()):
        style = block.styles[index]
        lines = tuple(_underlines(clusters, block.cuts[index], scale)) if style.underline else ()
        body = cluster_ink(style, clusters, scale)
        if body.em > 0:
            yield index, Ink(style, body.em, body.spots, lines)


def cluster_ink(style: TextStyle, clusters: Iterable[PlacedCluster], scale: float) -> Ink:
    """The glyphs of clusters of one style, without underlines."""
    every = (spot for placed in clusters for spot in _spots(placed, scale))
    return Ink(style, min(style.size * scale, _LARGEST), tuple(dict.fromkeys(every)), ())


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


def reach(group: Ink) -> Rect:
    """The pixels that an ink may touch, with its strokes and shadows."""
    body = group.bounds().grown(_widest(group.style) * group.em)
    if body.empty:
        return body
    shadows = (body.moved(*_offset(s, group.em)).grown(3 * _sigma(s, group.em)) for s in group.style.shadows)
    return union([body, *shadows])


def shape(group: Ink) -> Shape:
    """What an ink covers; of one that is larger than any picture, the part about the text's centre."""
    edge = _widest(group.style) * group.em
    rect = window(group.bounds().grown(edge))
    near = [spot for spot in group.spots if not ink(spot).grown(edge).common(rect).empty]
    plain, painting = (tuple(spot for spot in near if coloured(spot) == wanted) for wanted in (False, True))
    fill = _joined(blank(rect), (filled(spot) for spot in plain))
    for line in group.underlines:
        fill.join(rounded(*line, 0.0, rect))
    widths = sorted({_stroke_em(stroke) * group.em for stroke in group.style.strokes} - {0.0})
    banded = tuple((width, _stroked(group, plain, fill, width)) for width in widths)
    return Shape(fill, _joined(blank(rect), map(painted, painting)), painting, banded)


def _stroked(group: Ink, spots: Sequence[Spot], fill: Mask, width: float) -> Mask:
    mask = _joined(fill.grown(width), (outlined(spot, width) for spot in spots))
    for left, top, right, bottom in group.underlines:
        mask.join(rounded(left - width, top - width, right + width, bottom + width, width, mask.rect))
    return mask


def _joined(mask: Mask, pieces: Iterable[Piece | None]) -> Mask:
    for piece in pieces:
        if piece is not None:
            mask.add(*piece)
    return mask


def silhouette(form: Shape) -> Mask:
    """All that a shape covers."""
    outer = form.strokes[-1][1] if form.strokes else form.fill
    return Mask(outer.rect, np.maximum(outer.cover, form.painting.cover))


def shadow(whole: Mask, em: float, cast: Shadow) -> Mask:
    """The shadow that a silhouette casts."""
    sigma = _sigma(cast, em)
    return whole.moved(*_offset(cast, em), margin=ceil(3 * sigma)).blurred(sigma)


def strokes(body: Ink, form: Shape) -> Iterator[tuple[Colour, Mask]]:
    """The strokes from the widest to the narrowest, with their colours."""
    masks = dict(form.strokes)
    for stroke in sorted(body.style.strokes, key=lambda stroke: -stroke.width):
        mask = masks.get(_stroke_em(stroke) * body.em)
        if mask is not None and body.style.colour[3] < 1:  # behind a glass letter lies the picture, not its stroke
            mask = Mask(mask.rect, np.minimum(mask.cover, 255 - form.fill.cover))
        if mask is not None:
            yield stroke.colour, mask


def coloured(spot: Spot) -> bool:
    """Whether a glyph brings its own colours."""
    return open_face(spot.cut.file, spot.cut.weight).paints(spot.glyph)
