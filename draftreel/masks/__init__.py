"""Masks: (size, **params) -> Alpha of shape (height, width), 0 hidden to 1 shown.

`size` is (width, height) of the visible part of what is masked, in pixels. Parameters are the draft's:
`x` and `y` the centre in half sizes from the middle (x right, y up; that y goes up is inferred),
`width` and `height` shares of the size, `rotation` in degrees clockwise, `feather` and `round_corner` 0..1.
All rows take all of them, and leave alone what means nothing to their shape.
"""

from collections.abc import Callable, Mapping
from functools import partial

from draftreel.masks.circle import CIRCLE
from draftreel.masks.edge import Alpha, drawn
from draftreel.masks.heart import HEART
from draftreel.masks.line import LINE
from draftreel.masks.mirror import MIRROR
from draftreel.masks.rectangle import RECTANGLE
from draftreel.masks.star import STAR

MaskFunction = Callable[..., Alpha]

MASKS: Mapping[str, MaskFunction] = {
    "circle": partial(drawn, CIRCLE),
    "heart": partial(drawn, HEART),
    "line": partial(drawn, LINE),
    "mirror": partial(drawn, MIRROR),
    "rectangle": partial(drawn, RECTANGLE),
    "star": partial(drawn, STAR),
}

__all__ = ["MASKS", "Alpha", "MaskFunction"]
