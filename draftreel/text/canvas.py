"""Where text is drawn: a window of pixels about the text's centre, painted through coverage masks."""

from dataclasses import dataclass, field
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.timeline import Colour

Coverage = NDArray[np.uint8]
"""Shape (height, width), 0 untouched to 255 covered."""

MOST_PIXELS = 9_000_000
WIDEST = 16_384


@dataclass(frozen=True, slots=True)
class Rect:
    """Pixels `left`..`right` by `top`..`bottom`, half-open, about the text's centre; empty when not left < right."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def empty(self) -> bool:
        return self.width == 0 or self.height == 0

    def grown(self, margin: float) -> "Rect":
        """The same with so many pixels more on every side."""
        edge = ceil(margin)
        return Rect(self.left - edge, self.top - edge, self.right + edge, self.bottom + edge)

    def moved(self, x: float, y: float) -> "Rect":
        """Whole pixels that hold this after a move by parts of pixels."""
        return Rect(self.left + floor(x), self.top + floor(y), self.right + ceil(x), self.bottom + ceil(y))

    def common(self, other: "Rect") -> "Rect":
        """What both hold."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Rect(left, top, min(self.right, other.right), min(self.bottom, other.bottom))


def around(left: float, top: float, right: float, bottom: float) -> Rect:
    """The whole pixels that hold a box."""
    return Rect(floor(left), floor(top), ceil(right), ceil(bottom))


def union(rects: list[Rect]) -> Rect:
    """The smallest box that holds all that are not empty."""
    full = [rect for rect in rects if not rect.empty]
    if not full:
        return Rect(0, 0, 0, 0)
    return Rect(
        min(rect.left for rect in full),
        min(rect.top for rect in full),
        max(rect.right for rect in full),
        max(rect.bottom for rect in full),
    )


def window(bounds: Rect) -> Rect:
    """What is drawn of a text: even edges, and of a giant one only what lies about its centre."""
    half = WIDEST // 2
    wide = bounds.common(Rect(-half, -half, half, half))
    tall = min(half, MOST_PIXELS // max(1, wide.width) // 2)
    clipped = bounds.common(Rect(wide.left, -tall, wide.right, tall))
    return clipped if clipped.empty else even(clipped)


def even(rect: Rect) -> Rect:
    """The smallest box with even edges that holds another, so that chroma stays on its grid."""
    return Rect(rect.left & ~1, rect.top & ~1, (rect.right + 1) & ~1, (rect.bottom + 1) & ~1)


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage of a part of the plane."""

    rect: Rect
    cover: Coverage

    def add(self, x: int, y: int, cover: Coverage) -> None:
        """Joins another coverage with its top left at (x, y); of two the stronger counts."""
        part = Rect(x, y, x + cover.shape[1], y + cover.shape[0])
        inside = part.common(self.rect)
        if not inside.empty:
            here = self.cover[_slices(inside, self.rect)]
            np.maximum(here, cover[_slices(inside, part)], out=here)

    def join(self, other: "Mask") -> None:
        """Adds what another mask covers."""
        self.add(other.rect.left, other.rect.top, other.cover)

    def grown(self, width: float) -> "Mask":
        """All that is nearer to what is covered than `width` pixels, less the edge: the distance is quick, 2 % off."""
        outside = (self.cover < 128).astype(np.uint8)
        if outside.all():
            return Mask(self.rect, self.cover.copy())
        away = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_5)
        return Mask(self.rect, np.maximum(self.cover, np.where(away <= 0.98 * width - 1, 255, 0).astype(np.uint8)))

    def moved(self, x: float, y: float, margin: int) -> "Mask":
        """The same elsewhere, by parts of pixels, with so many pixels of room about it."""
        rect = self.rect.moved(floor(x), floor(y)).grown(margin + 1)
        cover = np.pad(self.cover, margin + 1)
        part = x - floor(x), y - floor(y)
        return Mask(rect, _shift(cover, *part) if max(part) > 0.01 else cover)

    def blurred(self, sigma: float) -> "Mask":
        """The same behind a Gaussian of `sigma` pixels; the box is taken to have room for it."""
        return Mask(self.rect, _blur(self.cover, sigma)) if sigma > 0.05 else self


def _shift(cover: Coverage, x: float, y: float) -> Coverage:
    out = np.empty_like(cover)
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float64)
    cv2.warpAffine(cover, matrix, (cover.shape[1], cover.shape[0]), dst=out, flags=cv2.INTER_LINEAR)
    return out


def _blur(cover: Coverage, sigma: float) -> Coverage:
    out = np.empty_like(cover)
    cv2.GaussianBlur(cover, (0, 0), sigma, dst=out)
    return out


def blank(rect: Rect) -> Mask:
    """A mask that covers nothing yet."""
    return Mask(rect, np.zeros((rect.height, rect.width), np.uint8))


def rounded(left: float, top: float, right: float, bottom: float, radius: float, within: Rect) -> Mask:
    """An anti-aliased box with round corners, by its signed distance; radius 0 is a plain box, exact on pixel edges."""
    rect = around(left, top, right, bottom).common(within)
    if rect.empty:
        return blank(Rect(0, 0, 0, 0))
    x = np.abs(np.arange(rect.left, rect.right, dtype=np.float32) + np.float32(0.5 - (left + right) / 2))
    y = np.abs(np.arange(rect.top, rect.bottom, dtype=np.float32) + np.float32(0.5 - (top + bottom) / 2))
    dx, dy = x - ((right - left) / 2 - radius), y - ((bottom - top) / 2 - radius)
    if radius <= 0:
        cover = np.clip(0.5 - dx, 0, 1)[None, :] * np.clip(0.5 - dy, 0, 1)[:, None]
    else:
        distance = np.hypot(np.maximum(dx, 0)[None, :], np.maximum(dy, 0)[:, None])
        inner = np.minimum(np.maximum(dx[None, :], dy[:, None]), 0)
        cover = np.clip(0.5 + radius - distance - inner, 0, 1)
    return Mask(rect, np.rint(cover * 255).astype(np.uint8))


@dataclass(frozen=True, slots=True)
class Canvas:
    """Premultiplied RGBA, float32 0..1, shape (4, height, width); painted while a tile is made, then read once."""

    rect: Rect
    pixels: NDArray[np.float32] = field(repr=False)

    def paint(self, mask: Mask, colour: Colour) -> None:
        """Lays a colour over what is there, where the mask covers."""
        inside = mask.rect.common(self.rect)
        if inside.empty or colour[3] <= 0:
            return
        alpha = mask.cover[_slices(inside, mask.rect)] * np.float32(colour[3] / 255)
        rest = 1 - alpha
        for plane, part in zip(self.pixels, (*colour[:3], 1.0), strict=True):
            here = plane[_slices(inside, self.rect)]
            here *= rest
            here += alpha * np.float32(part)

    def paste(self, x: int, y: int, picture: NDArray[np.float32]) -> None:
        """Lays a premultiplied picture of shape (height, width, 4) over what is there, its top left at (x, y)."""
        part = Rect(x, y, x + picture.shape[1], y + picture.shape[0])
        inside = part.common(self.rect)
        if inside.empty:
            return
        paint = picture[_slices(inside, part)]
        for index, plane in enumerate(self.pixels):
            here = plane[_slices(inside, self.rect)]
            here *= 1 - paint[..., 3]
            here += paint[..., index]

    def straight(self) -> tuple[Rect, NDArray[np.uint8]]:
        """The drawn part, cut to even edges, as straight RGBA of 8 bits; an empty box when nothing is drawn."""
        rect = self._drawn()
        red, green, blue, alpha = (plane[_slices(rect, self.rect)] for plane in self.pixels)
        factor = np.divide(np.float32(255), alpha, out=np.zeros_like(alpha), where=alpha > 0)
        pixels = np.empty((rect.height, rect.width, 4), np.uint8)
        for index, plane in enumerate((red, green, blue)):
            pixels[..., index] = np.minimum(plane * factor + np.float32(0.5), 255)
        pixels[..., 3] = np.minimum(alpha * 255 + np.float32(0.5), 255)
        return rect, pixels

    def _drawn(self) -> Rect:
        solid = self.pixels[3] > 0.5 / 255
        rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
        if rows.size == 0:
            return Rect(self.rect.left, self.rect.top, self.rect.left, self.rect.top)
        left, top = self.rect.left, self.rect.top
        return even(
            Rect(left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)
        )


def transparent(rect: Rect) -> Canvas:
    """A canvas with nothing on it; `rect` has even edges."""
    return Canvas(rect, np.zeros((4, rect.height, rect.width), np.float32))


def _slices(part: Rect, whole: Rect) -> tuple[slice, slice]:
    rows = slice(part.top - whole.top, part.bottom - whole.top)
    return rows, slice(part.left - whole.left, part.right - whole.left)
