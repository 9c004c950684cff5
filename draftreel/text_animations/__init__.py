"""Text animations: (progress, cluster, count, **params) -> Pose of one cluster, at rest at progress 1.

`cluster` counts from 0 in reading order, `count` is how many there are; what leaves no ink (spaces) is not
counted. Offsets of the pose are in em of the cluster's own size, x right and y up; its pivot is in half sizes
of the cluster: of its em square, stretched to its own width. An outro is the same function run backwards; a
loop runs from 0 to 1 again and again and is at rest at both ends.

Where a function has a `stagger` and a call says that it is 0, the text moves as one: the pose is that of a
single cluster, its em that of the largest letters, its pivot in half sizes of the whole block.
"""

from collections.abc import Callable, Mapping

from draftreel.pose import Pose
from draftreel.text_animations.bounce import bounce
from draftreel.text_animations.fade import fade
from draftreel.text_animations.flip import flip
from draftreel.text_animations.fly_in import fly_in
from draftreel.text_animations.hop import hop
from draftreel.text_animations.pulse import pulse
from draftreel.text_animations.rotate import rotate
from draftreel.text_animations.shake import shake
from draftreel.text_animations.spring import spring
from draftreel.text_animations.sway import sway
from draftreel.text_animations.typewriter import typewriter
from draftreel.text_animations.wave import wave
from draftreel.text_animations.zoom import zoom

TextAnimationFunction = Callable[..., Pose]

TEXT_ANIMATIONS: Mapping[str, TextAnimationFunction] = {
    "bounce": bounce,
    "fade": fade,
    "flip": flip,
    "fly_in": fly_in,
    "hop": hop,
    "pulse": pulse,
    "rotate": rotate,
    "shake": shake,
    "spring": spring,
    "sway": sway,
    "typewriter": typewriter,
    "wave": wave,
    "zoom": zoom,
}

__all__ = ["TEXT_ANIMATIONS", "TextAnimationFunction"]
