"""How a layer's animations move it at a moment, and how it ever stands."""

from collections.abc import Iterator
from itertools import pairwise

from draftreel.animations import ANIMATIONS
from draftreel.errors import RenderError
from draftreel.pose import REST, Pose
from draftreel.timeline import Curve, Layer, Motion

_SAMPLES = 16


def moved_by(layer: Layer, local: int) -> Pose:
    """What the layer's animations add at a local time. Raises RenderError for an animation that nobody knows."""
    pose = REST
    for motion in layer.motions:
        pose = pose @ _motion_pose(motion, local)
    return pose


def stands_still(layer: Layer) -> bool:
    """Whether nothing but the layer's opacity ever changes."""
    place = layer.placement
    curves = (place.x, place.y, place.scale_x, place.scale_y, place.rotation)
    return all(curve.constant for curve in curves) and all(_at_rest(pose) for pose in _sampled(layer))


def upright(layer: Layer) -> bool:
    """Whether the layer begins with its edges along the canvas's, as it was or upside down."""
    return layer.placement.pose(0).rotation % 180 == 0


def largest_scale(layer: Layer) -> tuple[float, float]:
    """The largest scale factors that the layer reaches, whatever part of it is shown."""
    across, down = _largest(layer.placement.scale_x), _largest(layer.placement.scale_y)
    for motion in layer.motions:
        poses = [_progress_pose(motion, step / _SAMPLES) for step in range(_SAMPLES + 1)]
        across *= max(1.0, *(abs(pose.scale_x) for pose in poses))
        down *= max(1.0, *(abs(pose.scale_y) for pose in poses))
    return across, down


def played(motion: Motion, local: int) -> float | None:
    """How far a motion has come at a local time, 0..1; None where it has nothing to say, and all is at rest."""
    start, end = motion.span.start, motion.span.end
    before, after = local < start or (motion.phase == "out" and local == start), local >= end
    if (before and motion.phase != "in") or (after and motion.phase != "out"):
        return None
    return min(max((local - start) / max(motion.span.duration, 1), 0.0), 1.0)


def asked(motion: Motion, progress: float) -> float:
    """The progress that the motion's function is asked for: an outro runs backwards."""
    return 1 - progress if motion.phase == "out" else progress


def _motion_pose(motion: Motion, local: int) -> Pose:
    progress = played(motion, local)
    return REST if progress is None else _progress_pose(motion, progress)


def _progress_pose(motion: Motion, progress: float) -> Pose:
    try:
        function = ANIMATIONS[motion.call.name]
    except KeyError as exc:
        raise RenderError(f"no animation is called {motion.call.name}") from exc
    return function(asked(motion, progress), **motion.call.arguments)


def _sampled(layer: Layer) -> Iterator[Pose]:
    for motion in layer.motions:
        yield from (_progress_pose(motion, step / _SAMPLES) for step in range(_SAMPLES + 1))


def _at_rest(pose: Pose) -> bool:
    return pose == Pose(opacity=pose.opacity)


def _largest(curve: Curve) -> float:
    """The largest size of a curve's values; a shaped stretch may overshoot its keys."""
    between = (
        abs(curve.at(round(left.time + (right.time - left.time) * step / _SAMPLES)))
        for left, right in pairwise(curve.keys)
        if left.bezier
        for step in range(_SAMPLES)
    )
    return max(*(abs(key.value) for key in curve.keys), 0.0, *between)
