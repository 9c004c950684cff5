"""A drive into the picture, or out of it, that ends on the other."""

from draftreel.easing import ease_in_out, smooth
from draftreel.image import Image, Paint, stack, warp
from draftreel.image.matrix import joined, moved, scaled


def zoom(outgoing: Image, incoming: Image, progress: float, factor: float = 2.0) -> Image:
    """Both pictures are scaled by `factor` on the way and cross-fade in the middle of it.

    The outgoing one goes from 1 to `factor` while the incoming one comes from 1 / `factor` to 1;
    the smaller of them lies on top, so that the larger fills what it leaves.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    grown = factor ** ease_in_out(progress)
    shown = smooth(min(max(progress * 2 - 0.5, 0.0), 1.0))
    leaving, coming = _scaled(outgoing, grown), _scaled(incoming, grown / factor)
    if factor >= 1:
        return stack(leaving, (Paint(coming, opacity=shown),))
    return stack(coming, (Paint(leaving, opacity=1 - shown),))


def _scaled(image: Image, factor: float) -> Image:
    x, y = image.width / 2, image.height / 2
    return warp(image, joined(moved(x, y), scaled(factor, factor), moved(-x, -y)), image.size)
