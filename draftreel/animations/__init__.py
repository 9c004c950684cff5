"""Animations: (progress, **params) -> Pose, at rest at progress 1.

An outro is the same function run backwards: the compositor calls it with 1 - progress.
"""

from collections.abc import Callable, Mapping

from draftreel.animations.fade import fade
from draftreel.animations.slide import slide
from draftreel.animations.spin import spin
from draftreel.animations.zoom import zoom
from draftreel.pose import Pose

AnimationFunction = Callable[..., Pose]

ANIMATIONS: Mapping[str, AnimationFunction] = {"fade": fade, "slide": slide, "spin": spin, "zoom": zoom}

__all__ = ["ANIMATIONS", "AnimationFunction"]
