"""The camera drives in, slowly, for as long as the effect lasts."""

from draftreel.easing import smooth
from draftreel.effects.camera import shown
from draftreel.effects.moment import Moment
from draftreel.image import Image


def drive(
    image: Image,
    moment: Moment,
    strength: float = 1.0,
    range: float = 0.5,  # noqa: A002 - the app's word
) -> Image:
    """At its end the picture is larger by `range` 0..1 of its size."""
    return shown(image, (0, 0), 1 + strength * range * smooth(min(max(moment.progress, 0.0), 1.0)))
