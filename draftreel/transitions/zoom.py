"""A drive into the picture, or out of it, that ends on the other."""

from dataclasses import replace

from draftreel.easing import ease_in_out, smooth
from draftreel.image import Image, placed, stack, warp
from draftreel.image.matrix import Matrix, joined, moved, scaled


def zoom(outgoing: Image, incoming: Image, progress: float, factor: float = 2.0) -> Image:
    """Both pictures are scaled by `factor` on the way and cross-fade in the middle of it.

    The outgoing one goes from 1 to `factor` while the incoming one comes from 1 / `factor` to 1;
    the smaller of them lies on top, so that the larger fills what it leaves.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    grown = factor ** ease_in_out(progress)
    shown = smooth(min(max(progress * 2 - 0.5, 0.0), 1.0))
    if factor >= 1:
        return _over(outgoing, grown, incoming, grown / factor, shown)
    return _over(incoming, grown / factor, outgoing, grown, 1 - shown)


def _over(below: Image, large: float, above: Image, small: float, opacity: float) -> Image:
    ground = warp(below, _about_middle(below, large), below.size)
    window = 0.0, 0.0, float(above.width), float(above.height)
    paint = placed(above, _about_middle(above, small), window, above.size)
    return stack(ground, (replace(paint, opacity=opacity),)) if paint else ground


def _about_middle(image: Image, factor: float) -> Matrix:
    x, y = image.width / 2, image.height / 2
    return joined(moved(x, y), scaled(factor, factor), moved(-x, -y))
