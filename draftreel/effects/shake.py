"""A camera that trembles, held by a hand or on a machine that runs."""

import math

from draftreel.easing import smooth
from draftreel.effects.camera import shown
from draftreel.effects.moment import Moment
from draftreel.effects.rhythm import beats
from draftreel.image import Image
from draftreel.noise import unit

_FARTHEST = 0.06  # of the shorter side, at `intensity` 1 and `range` 1
_JOLTS = 8  # places that the camera goes to in one beat


def shake(  # noqa: PLR0913, PLR0917 - the sliders that drafts have for it
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    intensity: float = 0.5,
    range: float = 1.0,  # noqa: A002 - the app's word
    speed: float = 0.33,
    seed: int = 1,
) -> Image:
    """The camera goes from one chance place to the next, as far as `intensity` times `range` says."""
    far = strength * intensity * range * _FARTHEST
    when = beats(moment.time, speed) * _JOLTS
    return shown(image, (far * _wander(seed, 0, when), far * _wander(seed, 1, when)))


def _wander(seed: int, axis: int, when: float) -> float:
    """Where it is on one axis, -1..1."""
    place = math.floor(when)
    here, there = (2 * unit(int(seed), axis, index) - 1 for index in (place, place + 1))
    return here + (there - here) * smooth(when - place)
