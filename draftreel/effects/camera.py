"""The picture as a camera sees it that has been moved; beyond its edges it goes on mirrored."""

from draftreel.effects.moment import Moment
from draftreel.image import Image
from draftreel.image.matrix import joined, moved, scaled
from draftreel.image.mirroring import filmed


def camera(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    across: float = 0.0,
    down: float = 0.0,
    zoom: float = 1.0,
) -> Image:
    """The picture goes `across` and `down` by shares of its shorter side and is `zoom` times as large."""
    del moment
    return shown(image, (strength * across, strength * down), zoom**strength)


def shown(image: Image, by: tuple[float, float], zoom: float = 1.0) -> Image:
    """The picture moved (right, down) by shares of its shorter side, and scaled about its middle."""
    if by == (0, 0) and zoom == 1:
        return image
    x, y, unit = image.width / 2, image.height / 2, min(image.size)
    about = joined(scaled(zoom, zoom), moved(-x, -y))
    return filmed(image, joined(moved(x + by[0] * unit, y + by[1] * unit), about))
