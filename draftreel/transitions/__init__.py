"""Transitions: (outgoing, incoming, progress, **params) -> Image; progress 0 is outgoing and 1 incoming, exactly.

Both pictures measure the same and are never written to. `direction` is where the picture moves to.
"""

from collections.abc import Callable, Mapping

from draftreel.image import Image
from draftreel.transitions.blur import blur
from draftreel.transitions.clock import clock
from draftreel.transitions.dissolve import dissolve
from draftreel.transitions.fade_color import fade_color
from draftreel.transitions.glitch import glitch
from draftreel.transitions.iris import iris
from draftreel.transitions.push import push
from draftreel.transitions.shake import shake
from draftreel.transitions.slide import slide
from draftreel.transitions.whip_pan import whip_pan
from draftreel.transitions.wipe import wipe
from draftreel.transitions.zoom import zoom

TransitionFunction = Callable[..., Image]

TRANSITIONS: Mapping[str, TransitionFunction] = {
    "blur": blur,
    "clock": clock,
    "dissolve": dissolve,
    "fade_color": fade_color,
    "glitch": glitch,
    "iris": iris,
    "push": push,
    "shake": shake,
    "slide": slide,
    "whip_pan": whip_pan,
    "wipe": wipe,
    "zoom": zoom,
}

__all__ = ["TRANSITIONS", "TransitionFunction"]
