"""Still pictures, read once."""

from pathlib import Path

from draftreel.errors import MaterialError
from draftreel.image import Image
from draftreel.media.container import sniff
from draftreel.media.pillow import opened, orientation_tag, reduce, to_image
from draftreel.media.shrinking import shrink, shrunk_size


def load_still(path: Path, size: tuple[int, int] | None = None) -> Image:
    """A still as an image, upright, no larger than `size` (width, height) asks.

    YUV, or YUVA where something is see-through; an animation gives its first frame.
    Raises MaterialError when it is no picture, damaged, or beyond the limits.
    """
    kind = sniff(path)
    if not kind.pictures_only:
        raise MaterialError("not a still picture of a kind that is supported")
    with opened(path, kind) as picture:
        orientation = orientation_tag(picture)
        wanted = shrunk_size(orientation.size(picture.size), size)
        reduce(picture, orientation.size(wanted))
        image = to_image(picture, orientation)
    return shrink(image, wanted)
