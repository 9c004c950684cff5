"""Filling, mixing and laying over: everything that joins colours without moving them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from draftreel.image.blending import BlendTable, lay_blended
from draftreel.image.colour import yuv
from draftreel.image.compiled import IN, OUT, REAL, WHOLE, compiled
from draftreel.image.geometry import crop, warp
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.masking import known_on_chroma, on_chroma
from draftreel.image.matrix import moved

Colour = tuple[float, float, float, float]
"""Red, green, blue, alpha, each 0..1, sRGB, not premultiplied."""

BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
CLEAR: Colour = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Paint:
    """A picture to be laid over another, its top left pixel at `at`, as strongly as `opacity` 0..1.

    A `blend` says what its colours and those below make together; None shows the paint's own.
    """

    image: Image
    at: tuple[int, int] = (0, 0)
    opacity: float = 1.0
    blend: BlendTable | None = None


def fill(size: tuple[int, int], colour: Colour) -> Image:
    """One colour over (width, height); opaque colours make opaque pictures."""
    *light, alpha = colour
    y, u, v = yuv(*light)
    half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
    planes = (
        _flat(size, 16 + alpha * (y - 16)),
        _flat(half, 128 + alpha * (u - 128)),
        _flat(half, 128 + alpha * (v - 128)),
    )
    if alpha >= 1:
        return Image(planes)
    return Image((*planes, _flat(size, alpha * 255)), Layout.YUVA)


def mix(first: Image, second: Image, share: float) -> Image:
    """The way from the first picture (0) to the second (1), both of one size; the ends are exact."""
    if share <= 0 or share >= 1:
        return second if share > 0 else first
    if first.layout is not second.layout:
        first, second = with_alpha(first), with_alpha(second)
    weight = round(share * 32768)
    outs = tuple(np.empty(plane.shape, np.uint8) for plane in first.planes)
    for one, other, out in zip(first.planes, second.planes, outs, strict=True):
        _mix(one, other, weight, out)
    return Image(outs, first.layout)


def mix_by(first: Image, second: Image, mask: Plane) -> Image:
    """The first picture where the mask is 0 and the second where it is 255; all three of one size."""
    if first.layout is not second.layout:
        first, second = with_alpha(first), with_alpha(second)
    outs = tuple(np.empty(plane.shape, np.uint8) for plane in first.planes)
    small = on_chroma(mask)
    for one, other, share, out in zip(first.planes, second.planes, (mask, small, small, mask), outs, strict=False):
        _mix_by(one, other, share, out)
    return Image(outs, first.layout)


def over(backdrop: Image, paint: Image, opacity: float = 1.0, at: tuple[int, int] = (0, 0)) -> Image:
    """One picture laid over another; what hangs over the backdrop's edge is cut off."""
    return stack(backdrop, (Paint(paint, at, opacity),))


def stack(backdrop: Image, paints: Iterable[Paint]) -> Image:
    """Pictures laid over a backdrop one after the other, touching only the rectangles they cover."""
    canvas = Image(tuple(plane.copy() for plane in backdrop.planes), backdrop.layout)
    for paint in paints:
        shown = _inside(_even(paint), canvas.size)
        if shown and shown.opacity > 0:
            _lay(_part(canvas, shown), shown)
    return canvas


def with_alpha(image: Image) -> Image:
    """The same picture with an alpha plane."""
    if not image.opaque:
        return image
    return Image((*image.planes, _flat(image.size, 255)), Layout.YUVA)


def settled(image: Image) -> Image:
    """The same picture without its alpha plane when that hides nothing."""
    if image.layout is Layout.YUVA and bool((image.planes[3] == 255).all()):
        return Image(image.planes[:3])
    return image


def _flat(size: tuple[int, int], value: float) -> Plane:
    return np.full((size[1], size[0]), int(value + 0.5), np.uint8)


def _even(paint: Paint) -> Paint:
    # chroma has no place for odd offsets: the odd pixel goes into the picture, as a transparent margin
    (x, y), (width, height) = paint.at, paint.image.size
    across, down = x % 2, y % 2
    if not across and not down:
        return paint
    image = warp(paint.image, moved(across, down), (width + across, height + down))
    return replace(paint, image=image, at=(x - across, y - down))


def _inside(paint: Paint, size: tuple[int, int]) -> Paint | None:
    (x, y), (width, height) = paint.at, paint.image.size
    left, top, right, bottom = max(0, -x), max(0, -y), min(width, size[0] - x), min(height, size[1] - y)
    if left >= right or top >= bottom:
        return None
    if (left, top, right, bottom) == (0, 0, width, height):
        return paint
    return replace(paint, image=crop(paint.image, (left, top, right, bottom)), at=(x + left, y + top))


def _part(canvas: Image, paint: Paint) -> Image:
    (x, y), (width, height) = paint.at, paint.image.size
    return crop(canvas, (x, y, x + width, y + height))


def _lay(canvas: Image, paint: Paint) -> None:
    opacity = min(paint.opacity, 1.0)
    if paint.blend:
        lay_blended(canvas, paint.image, opacity, paint.blend)
        _lay_alpha(canvas, with_alpha(paint.image), opacity)
    elif paint.image.opaque and paint.opacity >= 1:
        for below, above in zip(_matching(canvas, paint.image), canvas.planes, strict=True):
            np.copyto(above, below)
    else:
        _lay_over(canvas, with_alpha(paint.image), opacity)


def _lay_over(canvas: Image, paint: Image, opacity: float) -> None:
    y, u, v, alpha = paint.planes
    cover = known_on_chroma(alpha)
    _over(canvas.planes[0], y, alpha, opacity, 16)
    _over(canvas.planes[1], u, cover, opacity, 128)
    _over(canvas.planes[2], v, cover, opacity, 128)
    _lay_alpha(canvas, paint, opacity)


def _lay_alpha(canvas: Image, paint: Image, opacity: float) -> None:
    if not canvas.opaque:
        _over(canvas.planes[3], paint.planes[3], paint.planes[3], opacity, 0)


def _matching(canvas: Image, image: Image) -> tuple[Plane, ...]:
    return image.planes if canvas.opaque else with_alpha(image).planes


@compiled(IN, IN, WHOLE, OUT)
def _mix(first: Plane, second: Plane, weight: int, out: Plane) -> None:
    rest = np.int32(32768 - weight)
    share = np.int32(weight)
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            out[row, column] = np.uint8((first[row, column] * rest + second[row, column] * share + 16384) >> 15)


@compiled(IN, IN, IN, OUT)
def _mix_by(first: Plane, second: Plane, mask: Plane, out: Plane) -> None:
    for row in range(out.shape[0]):
        for column in range(out.shape[1]):
            share = np.int32(mask[row, column])
            out[row, column] = np.uint8((first[row, column] * (255 - share) + second[row, column] * share + 127) // 255)


@compiled(OUT, IN, IN, REAL, REAL)
def _over(plane: Plane, paint: Plane, alpha: Plane, opacity: float, black: float) -> None:
    strength, dark, half, one = np.float32(opacity), np.float32(black), np.float32(black + 0.5), np.float32(1)
    whole = np.float32(255)
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            through = one - strength * (np.float32(alpha[row, column]) / whole)
            light = strength * (np.float32(paint[row, column]) - dark)
            rest = (np.float32(plane[row, column]) - dark) * through
            plane[row, column] = np.uint8(np.int32(half + light + rest))
