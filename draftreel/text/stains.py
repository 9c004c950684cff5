"""What one ink paints, pass by pass, each as a small mask that says what hides it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from draftreel.text.canvas import Coverage, Mask, Rect, blank
from draftreel.text.inking import Ink, Shape, shadow, silhouette, strokes
from draftreel.timeline import Colour

Rank = tuple[int, int, int]
"""When something is painted: the pass (box, shadows, strokes, fills), the style, and which of them."""


@dataclass(frozen=True, slots=True)
class Stain:
    """A mask in a colour, with nothing along its edges; `above` is what later stains of the same ink cover of it.

    Where stains of one rank meet the stronger counts, or both where it `adds`.
    """

    rank: Rank
    colour: Colour
    adds: bool
    mask: Mask
    above: Coverage | None = None


def stains(style: int, body: Ink, form: Shape, cast: Mask) -> tuple[Stain, ...]:
    """All that an ink paints, from the bottom up; its colour glyphs only hide what is below them.

    `cast` is its silhouette, or the part of it that no other ink has cast a shadow with: soft shadows add up.
    """
    found = [trimmed(stain) for stain in (*_shadows(style, body, form, cast), *_faces(style, body, form))]
    found.append(Stain((4, style, 0), body.style.colour, adds=False, mask=form.painting))
    seen = [stain for stain in found if not stain.mask.rect.empty and stain.colour[3] > 0]
    below = [_below(stain, seen[index + 1 :]) for index, stain in enumerate(seen)]
    return tuple(stain for stain in below if stain.rank[0] < 4)


def trimmed(stain: Stain) -> Stain:
    """The same in the smallest box that leaves one free pixel all round."""
    rows, columns = (np.flatnonzero(stain.mask.cover.any(axis=axis)) for axis in (1, 0))
    if rows.size == 0:
        return Stain(stain.rank, stain.colour, stain.adds, blank(Rect(0, 0, 0, 0)))
    part = stain.mask.cover[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    left, top = stain.mask.rect.left + int(columns[0]) - 1, stain.mask.rect.top + int(rows[0]) - 1
    cover = np.pad(part, 1)
    rect = Rect(left, top, left + cover.shape[1], top + cover.shape[0])
    return Stain(stain.rank, stain.colour, stain.adds, Mask(rect, cover))


def _shadows(style: int, body: Ink, form: Shape, cast: Mask) -> Iterator[Stain]:
    for number, light in enumerate(body.style.shadows):
        soft = light.blur > 0
        mask = shadow(cast if soft else silhouette(form), body.em, light)
        yield Stain((1, style, number), light.colour, soft, mask)


def _faces(style: int, body: Ink, form: Shape) -> Iterator[Stain]:
    for number, (colour, mask) in enumerate(strokes(body, form)):
        yield Stain((2, style, number), colour, adds=False, mask=mask)
    yield Stain((3, style, 0), body.style.colour, adds=False, mask=form.fill)


def _below(stain: Stain, others: Sequence[Stain]) -> Stain:
    hidden: NDArray[np.float32] = np.zeros(stain.mask.cover.shape, np.float32)
    for other in others:
        here = blank(stain.mask.rect)
        here.join(other.mask)
        hidden += (1 - hidden) * here.cover * np.float32(other.colour[3] / 255)
    above = np.rint(hidden * 255).astype(np.uint8) if hidden.any() else None
    return Stain(stain.rank, stain.colour, stain.adds, stain.mask, above)
