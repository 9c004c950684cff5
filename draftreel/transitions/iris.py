"""A shape opens, and the other picture is seen in it."""

from draftreel.image import Image, mix_by
from draftreel.transitions.shapes import Opening, opened


def iris(  # noqa: PLR0913, PLR0917 - three that every transition has, and four of its own
    outgoing: Image,
    incoming: Image,
    progress: float,
    shape: str = "circle",
    opening: str = "out",
    softness: float = 0.0,
    centre: tuple[float, ...] = (0.5, 0.5),
) -> Image:
    """Opening "out" the shape grows with the incoming picture in it, "in" it closes on the outgoing one.

    `shape` is circle, rectangle, diamond, hexagon, star or heart; `softness` is the width of the edge as a
    share of the shorter side, `centre` a point in shares of the width and the height.
    """
    if progress <= 0 or progress >= 1:
        return incoming if progress > 0 else outgoing
    look = Opening(shape, softness, (centre[0], centre[1]))
    if opening == "in":
        return mix_by(incoming, outgoing, opened(outgoing.size, look, 1 - progress))
    return mix_by(outgoing, incoming, opened(outgoing.size, look, progress))
