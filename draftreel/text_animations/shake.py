"""Trembling about its place, every cluster in its own way: for a loop."""

import math

from draftreel.easing import smooth
from draftreel.noise import unit
from draftreel.pose import REST, Pose


def shake(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,  # noqa: ARG001 - every text animation is told
    *,
    distance: float = 0.06,
    degrees: float = 4.0,
    shakes: float = 8.0,
    stagger: float = 1.0,
    seed: float = 0.0,
) -> Pose:
    """Goes so often to another place up to `distance` em away and another tilt up to `degrees`, and back in the end.

    `stagger` is how much of that is a cluster's own; the rest they all do together.
    """
    step = math.floor(progress * shakes)
    if progress <= 0 or progress >= 1:
        return REST
    part = smooth(progress * shakes - step)
    own, common = (_jolted(int(seed), number, step, shakes, part) for number in (cluster + 1, 0))
    x, y, tilt = (mine * stagger + ours * (1 - stagger) for mine, ours in zip(own, common, strict=True))
    return Pose(distance * x, distance * y, rotation=degrees * tilt)


def _jolted(seed: int, number: int, step: int, shakes: float, part: float) -> tuple[float, ...]:
    """Part of the way from one place to the next."""
    now, after = (_jolt(seed, number, step + ahead, shakes) for ahead in (0, 1))
    return tuple(a + (b - a) * part for a, b in zip(now, after, strict=True))


def _jolt(seed: int, number: int, step: int, shakes: float) -> tuple[float, float, float]:
    """Offsets and tilt in -1..1, none at the ends of the loop."""
    if step <= 0 or step >= shakes:
        return 0.0, 0.0, 0.0
    across, up, tilt = (2 * unit(seed, part, number, step) - 1 for part in (1, 2, 3))
    return across, up, tilt
