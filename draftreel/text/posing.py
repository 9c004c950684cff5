"""Letters drawn each at its own pose, on one tile."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from draftreel.image import CLEAR, Image, Paint, fill, placed, stack, warp, with_alpha
from draftreel.image.masking import masked
from draftreel.image.matrix import IDENTITY, Matrix, area, corners, joined, moved, scaled, turned
from draftreel.pose import REST, Pose
from draftreel.text.canvas import Mask, Rect, around, blank, union, window
from draftreel.text.gathering import gather, lay, unhidden
from draftreel.text.letters import Letter, Letters
from draftreel.text.raster import TextTile, nothing
from draftreel.text.stains import Stain

_SMALLEST = 1e-6  # of a letter's area


@dataclass(frozen=True, slots=True)
class _Standing:
    """A letter that can be seen, and the way from where it rests to where it stands."""

    letter: Letter
    matrix: Matrix
    opacity: float

    @property
    def rect(self) -> Rect:
        room = self.letter.rect
        points = corners(self.matrix, (room.left, room.top, room.right, room.bottom))
        xs, ys = zip(*points, strict=True)
        return around(min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)


def posed(letters: Letters, poses: Sequence[Pose], block: Pose = REST) -> TextTile:
    """A text with a pose for every cluster, and one for the whole on top; poses' effects are left out.

    Offsets are in em, x right and y up; pivots in half sizes of the cluster, or of the block. Box and
    underlines stay in their places, as visible as the clusters are on average.
    """
    seen = list(_standing(letters, poses, block))
    rect = window(union([standing.rect for standing in seen]))
    if rect.empty or block.opacity <= 0:
        return nothing()
    image = _pictures(_coated(seen, rect), seen, rect)
    return TextTile(_dimmed(image, block.opacity), rect.left, rect.top)


def posed_whole(tile: TextTile, letters: Letters, pose: Pose) -> TextTile:
    """A text whose clusters are at rest, the tile of it moved in one piece: as `posed`, but quicker."""
    matrix = joined(_matrix(pose, (0.0, 0.0), letters.half, letters.em), moved(tile.x, tile.y))
    if pose.opacity <= 0 or not _drawable(matrix):
        return nothing()
    outline = corners(matrix, (0.0, 0.0, float(tile.image.width), float(tile.image.height)))
    xs, ys = zip(*outline, strict=True)
    rect = window(around(min(xs), min(ys), max(xs), max(ys)))
    if rect.empty:
        return nothing()
    image = tile.image
    if matrix != moved(rect.left, rect.top):
        image = with_alpha(warp(image, joined(moved(-rect.left, -rect.top), matrix), (rect.width, rect.height)))
    return TextTile(_dimmed(image, pose.opacity), rect.left, rect.top)


def _standing(letters: Letters, poses: Sequence[Pose], block: Pose) -> Iterator[_Standing]:
    whole = _matrix(block, (0.0, 0.0), letters.half, letters.em)
    mean = sum(min(max(pose.opacity, 0.0), 1.0) for pose in poses) / max(len(poses), 1)
    parts = [_Standing(letter, whole, mean) for letter in letters.ground]
    for letter, pose in zip(letters.clusters, poses, strict=True):
        own = _matrix(pose, letter.middle, letter.half, letter.em)
        parts.append(_Standing(letter, joined(whole, own) if block != REST else own, min(pose.opacity, 1.0)))
    for standing in parts:
        if standing.opacity > 0 and _drawable(standing.matrix) and not standing.letter.rect.empty:
            yield standing


def _matrix(pose: Pose, middle: tuple[float, float], half: tuple[float, float], em: float) -> Matrix:
    """What a pose does to what rests about `middle`, in pixels, y down."""
    x, y = pose.x * em, -pose.y * em
    if (pose.scale_x, pose.scale_y, pose.rotation) == (1, 1, 0):
        return moved(x, y) if x or y else IDENTITY
    pivot = middle[0] + pose.pivot_x * half[0], middle[1] - pose.pivot_y * half[1]
    turning = joined(turned(pose.rotation), scaled(pose.scale_x, pose.scale_y))
    return joined(moved(pivot[0] + x, pivot[1] + y), turning, moved(-pivot[0], -pivot[1]))


def _drawable(matrix: Matrix) -> bool:
    return all(math.isfinite(value) for row in matrix for value in row) and abs(area(matrix)) > _SMALLEST


def _coated(seen: Sequence[_Standing], rect: Rect) -> Image:
    """Coat after coat, each over all letters, so that no letter's stroke lies over another's face."""
    canvas = fill((rect.width, rect.height), CLEAR)
    y, u, v, alpha = canvas.planes
    for coat in _coats(seen):
        cover = blank(rect)
        for standing, stain in coat:
            _gather(cover, standing, stain)
        lay((y, u, v, alpha), cover.cover, coat[0][1].colour)
    return canvas


def _coats(seen: Sequence[_Standing]) -> list[list[tuple[_Standing, Stain]]]:
    coats: dict[tuple[int, int, int], list[tuple[_Standing, Stain]]] = {}
    for standing in seen:
        for stain in standing.letter.stains:
            coats.setdefault(stain.rank, []).append((standing, stain))
    return [coat for _, coat in sorted(coats.items())]


def _gather(cover: Mask, standing: _Standing, stain: Stain) -> None:
    mask, strength = stain.mask, standing.opacity
    if stain.above is not None and strength < 1:
        mask, strength = Mask(mask.rect, unhidden(mask.cover, stain.above, strength)), 1.0
    gather(cover, mask, standing.matrix, strength, adds=stain.adds)


def _pictures(canvas: Image, seen: Sequence[_Standing], rect: Rect) -> Image:
    """Colour glyphs over all the rest."""
    tiles = [(standing, tile) for standing in seen for tile in standing.letter.pictures]
    paints = (_placed(standing, tile, rect) for standing, tile in tiles)
    return stack(canvas, [paint for paint in paints if paint]) if tiles else canvas


def _placed(standing: _Standing, tile: TextTile, rect: Rect) -> Paint | None:
    matrix = joined(moved(-rect.left, -rect.top), standing.matrix, moved(tile.x, tile.y))
    box = 0.0, 0.0, float(tile.image.width), float(tile.image.height)
    paint = placed(tile.image, matrix, box, (rect.width, rect.height))
    return Paint(paint.image, paint.at, standing.opacity) if paint else None


def _dimmed(image: Image, opacity: float) -> Image:
    if opacity >= 1:
        return image
    return masked(image, np.full(image.planes[0].shape, round(opacity * 255), np.uint8))
