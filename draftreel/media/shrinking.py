"""Pictures made smaller once, by area, before they are handed on."""

from draftreel.image import Image, resize


def shrunk_size(shown: tuple[int, int], size: tuple[int, int] | None) -> tuple[int, int]:
    """The size to deliver a picture at: as asked, but in neither direction larger than it is."""
    if size is None:
        return shown
    return max(1, min(shown[0], size[0])), max(1, min(shown[1], size[1]))


def shrink(image: Image, size: tuple[int, int]) -> Image:
    """The picture at `size`: by area where it shrinks, linearly where (for a pixel aspect) it grows."""
    return image if image.size == size else resize(image, size)
