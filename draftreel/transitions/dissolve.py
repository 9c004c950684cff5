"""One picture becomes the other."""

from draftreel.image import Image, mix


def dissolve(outgoing: Image, incoming: Image, progress: float) -> Image:
    """Each pixel goes straight from one colour to the other."""
    return mix(outgoing, incoming, progress)
