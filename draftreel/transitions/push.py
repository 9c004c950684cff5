"""One picture pushes the other out."""

from draftreel.image import Image, Paint
from draftreel.transitions.moving import entering, joined, travelled


def push(outgoing: Image, incoming: Image, progress: float, direction: str = "left", easing: str = "smooth") -> Image:
    """Both pictures move to `direction` side by side."""
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    moved = travelled(outgoing.size, direction, progress, easing)
    return joined(Paint(outgoing, moved), Paint(incoming, entering(outgoing.size, direction, moved)), outgoing.size)
