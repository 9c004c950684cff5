"""Animations: (progress, **params) -> Pose, at rest at progress 1.

An outro is the same function run backwards: the compositor calls it with 1 - progress. One that runs
as a loop is at rest at progress 0 too. A pose's `effects` change the picture itself, before it is placed.
"""

from collections.abc import Callable, Mapping

from draftreel.animations.blur import blur, motion_blur
from draftreel.animations.bounce import bounce
from draftreel.animations.breathe import breathe
from draftreel.animations.fade import fade
from draftreel.animations.shake import shake
from draftreel.animations.slide import slide
from draftreel.animations.spin import spin
from draftreel.animations.sway import sway
from draftreel.animations.swing import swing
from draftreel.animations.throw import throw
from draftreel.animations.zoom import zoom
from draftreel.pose import Pose

AnimationFunction = Callable[..., Pose]

ANIMATIONS: Mapping[str, AnimationFunction] = {
    "blur": blur,
    "bounce": bounce,
    "breathe": breathe,
    "fade": fade,
    "motion_blur": motion_blur,
    "shake": shake,
    "slide": slide,
    "spin": spin,
    "sway": sway,
    "swing": swing,
    "throw": throw,
    "zoom": zoom,
}

__all__ = ["ANIMATIONS", "AnimationFunction"]
