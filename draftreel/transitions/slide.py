"""One picture slides in over the other, which stands still."""

from draftreel.image import Image, Paint
from draftreel.transitions.moving import entering, joined, left_at, travelled, uncovered


def slide(outgoing: Image, incoming: Image, progress: float, direction: str = "left", easing: str = "smooth") -> Image:
    """The incoming picture moves to `direction`; nothing of the other shows through where it has come."""
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    moved = travelled(outgoing.size, direction, progress, easing)
    rest = Paint(uncovered(outgoing, moved), left_at(moved))
    return joined(rest, Paint(incoming, entering(outgoing.size, direction, moved)), outgoing.size)
