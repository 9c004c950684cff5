"""The picture fades to a colour, and out of it comes the other."""

from draftreel.image import Image, fill, mix


def fade_color(outgoing: Image, incoming: Image, progress: float, colour: tuple[float, ...] = (0.0, 0.0, 0.0)) -> Image:
    """The colour (red, green, blue, each 0..1) stands alone half way."""
    red, green, blue = colour[:3]
    between = fill(outgoing.size, (red, green, blue, 1.0))
    if progress < 0.5:
        return mix(outgoing, between, progress * 2)
    return mix(between, incoming, progress * 2 - 1)
