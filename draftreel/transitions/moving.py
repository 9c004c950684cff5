"""Whole pictures on the move, by pairs of pixels so that luma and chroma are copied as they are."""

from draftreel.easing import EASINGS
from draftreel.image import BLACK, CLEAR, Image, Paint, crop, fill, stack

TOWARDS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def travelled(size: tuple[int, int], direction: str, progress: float, easing: str) -> tuple[int, int]:
    """How far a picture has moved in pixels, both even, when it crosses the whole canvas."""
    share = EASINGS[easing](progress)
    across, down = TOWARDS[direction]
    return across * 2 * round(share * size[0] / 2), down * 2 * round(share * size[1] / 2)


def entering(size: tuple[int, int], direction: str, moved: tuple[int, int]) -> tuple[int, int]:
    """Where the top left of a picture is that comes in behind one that has moved so far."""
    across, down = TOWARDS[direction]
    return moved[0] - across * size[0], moved[1] - down * size[1]


def uncovered(image: Image, moved: tuple[int, int]) -> Image:
    """What is left of a picture where another has come in over it so far, still as (left, top) of `left_at`."""
    left, top = left_at(moved)
    return crop(image, (left, top, left + image.width - abs(moved[0]), top + image.height - abs(moved[1])))


def left_at(moved: tuple[int, int]) -> tuple[int, int]:
    """The top left of what `uncovered` leaves."""
    return max(0, moved[0]), max(0, moved[1])


def joined(first: Paint, second: Paint, size: tuple[int, int]) -> Image:
    """Two pictures on an empty canvas that they fill between them."""
    ground = BLACK if first.image.opaque and second.image.opaque else CLEAR
    return stack(fill(size, ground), (first, second))
