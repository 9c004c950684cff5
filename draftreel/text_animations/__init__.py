"""Text animations: (progress, cluster, count, **params) -> Pose of one cluster, at rest at progress 1.

`cluster` counts from 0 in reading order, `count` is how many there are. Offsets of the pose are in em of the
cluster's own size, x right and y up; its pivot is in half sizes of the cluster. An outro is the same function
run backwards; a loop runs from 0 to 1 again and again and is at rest at both ends.
"""

from collections.abc import Callable, Mapping

from draftreel.pose import Pose

TextAnimationFunction = Callable[..., Pose]

TEXT_ANIMATIONS: Mapping[str, TextAnimationFunction] = {}

__all__ = ["TEXT_ANIMATIONS", "TextAnimationFunction"]
