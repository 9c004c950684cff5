"""Effects: (image, moment, **params) -> Image of the same size; the input is never written to.

`moment` is a `Moment`. Lengths are shares of the picture's shorter side, so that a preview looks as the
film does; randomness comes from a `seed`. Every effect takes `strength`, the draft's own value, 0 for no
change; its other parameters carry the app's names (`speed`, `intensity`, `blur`, 0..1) where the app has
such a slider, and the catalogue's row says which of them a draft may set.
"""

from collections.abc import Callable, Mapping

from draftreel.effects.blur import blur
from draftreel.effects.camera import camera
from draftreel.effects.drive import drive
from draftreel.effects.flash import flash
from draftreel.effects.glitch import glitch
from draftreel.effects.moment import START, Moment
from draftreel.effects.motion_blur import motion_blur
from draftreel.effects.pulse import pulse
from draftreel.effects.rgb_split import rgb_split
from draftreel.effects.shake import shake
from draftreel.effects.vignette import vignette
from draftreel.effects.zoom_blur import zoom_blur
from draftreel.image import Image

EffectFunction = Callable[..., Image]

EFFECTS: Mapping[str, EffectFunction] = {
    "blur": blur,
    "camera": camera,
    "drive": drive,
    "flash": flash,
    "glitch": glitch,
    "motion_blur": motion_blur,
    "pulse": pulse,
    "rgb_split": rgb_split,
    "shake": shake,
    "vignette": vignette,
    "zoom_blur": zoom_blur,
}

__all__ = ["EFFECTS", "START", "EffectFunction", "Moment"]
