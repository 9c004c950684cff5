"""Effects: (image, moment, **params) -> Image of the same size; the input is never written to.

`moment` is a `Moment`. Lengths are shares of the picture's shorter side, so that a preview looks as the
film does; randomness comes from a `seed`. `strength` 0 (or the family's own word for it) changes nothing.
"""

from collections.abc import Callable, Mapping

from draftreel.effects.moment import START, Moment
from draftreel.image import Image

EffectFunction = Callable[..., Image]

EFFECTS: Mapping[str, EffectFunction] = {}

__all__ = ["EFFECTS", "START", "EffectFunction", "Moment"]
