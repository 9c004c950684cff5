"""The camera is whipped round and comes to rest on the other picture."""

from draftreel.image import Image
from draftreel.image.mirroring import drifted, streaked
from draftreel.transitions.moving import TOWARDS

_SHUTTER = 0.06  # of the whole transition: as long as a frame is exposed


def whip_pan(
    outgoing: Image,
    incoming: Image,
    progress: float,
    direction: str = "left",
    distance: float = 1.0,
    blur: float = 1.0,
) -> Image:
    """The outgoing picture leaves to `direction`, ever faster; half way it is cut to the other, which slows down.

    Each goes `distance` times its own width or height over copies of itself, and is blurred along its way by
    what it moves while the shutter is open, times `blur`.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    gone = 2 * progress if progress < 0.5 else 2 * progress - 2  # 0..1 as it leaves, -1..0 as the other comes
    speed = 3 * gone**2 * 2 * distance
    image = outgoing if progress < 0.5 else incoming
    streaks = _pixels(image, direction, speed * _SHUTTER * blur)
    return drifted(streaked(image, *streaks), _even(_pixels(image, direction, gone**3 * distance)))


def _pixels(image: Image, direction: str, share: float) -> tuple[float, float]:
    across, down = TOWARDS[direction]
    return across * share * image.width, down * share * image.height


def _even(way: tuple[float, float]) -> tuple[int, int]:
    return 2 * round(way[0] / 2), 2 * round(way[1] / 2)
