"""Texts whose clusters move one by one: how each stands at a moment, and the tile that shows them so."""

from collections.abc import Sequence
from dataclasses import dataclass

from draftreel.compositor.motion import asked, played
from draftreel.compositor.tiles import Tiles
from draftreel.errors import RenderError
from draftreel.pose import REST, Pose
from draftreel.text import TextTile, posed, posed_whole
from draftreel.text_animations import TEXT_ANIMATIONS
from draftreel.timeline import Motion, Text


@dataclass(frozen=True, slots=True)
class Poses:
    """A pose for every cluster, and one for the text as a whole."""

    clusters: tuple[Pose, ...]
    whole: Pose = REST


def lettered(text: Text, scale: float, tiles: Tiles, motions: Sequence[Motion], local: int) -> TextTile:
    """A text at a local time: the plain tile while its clusters are at rest, else they are drawn one by one."""
    moving = any(played(motion, local) is not None for motion in motions)
    poses = poses_at(motions, local, cluster_count(text, scale, tiles)) if moving else None
    return animated(text, poses, tiles, scale) if poses else tiles.tile(text, scale)


def cluster_count(text: Text, scale: float, tiles: Tiles) -> int:
    """How many clusters a text moves by; 0 for one that is too large to be taken apart."""
    letters = tiles.letters(text, scale)
    return len(letters.clusters) if letters else 0


def poses_at(motions: Sequence[Motion], local: int, count: int) -> Poses | None:
    """How clusters stand at a local time; None when all are at rest: then the plain tile shows the same.

    Raises RenderError for an animation that nobody knows.
    """
    moving = [(motion, progress) for motion in motions if (progress := played(motion, local)) is not None]
    if not moving or count == 0:
        return None
    whole, clusters = REST, [REST] * count
    for motion, progress in moving:
        if _as_one(motion):
            whole = whole @ _pose(motion, progress, 0, 1)
        else:
            clusters = [pose @ _pose(motion, progress, index, count) for index, pose in enumerate(clusters)]
    at_rest = whole == REST and all(pose == REST for pose in clusters)
    return None if at_rest else Poses(tuple(clusters), whole)


def animated(text: Text, poses: Poses, tiles: Tiles, scale: float) -> TextTile:
    """The whole text as one tile with every cluster at its pose; the poses' effects are not drawn."""
    letters = tiles.letters(text, scale)
    if letters is None:
        return tiles.tile(text, scale)
    if all(pose == REST for pose in poses.clusters):
        return posed_whole(tiles.tile(text, scale), letters, poses.whole)
    return posed(letters, poses.clusters, poses.whole)


def _as_one(motion: Motion) -> bool:
    return motion.call.arguments.get("stagger") == 0


def _pose(motion: Motion, progress: float, cluster: int, count: int) -> Pose:
    try:
        function = TEXT_ANIMATIONS[motion.call.name]
    except KeyError as exc:
        raise RenderError(f"no text animation is called {motion.call.name}") from exc
    return function(asked(motion, progress), cluster, count, **motion.call.arguments)
