"""On a spring: past its place and back, ever less, one cluster after another."""

import math

from draftreel.pose import REST, Pose
from draftreel.text_animations.scattering import towards
from draftreel.text_animations.staggering import turn, visible

_STIFFENING = 3.0  # e-foldings of the swing on the way


def spring(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    direction: str = "up",
    distance: float = 0.8,
    factor: float = 1.0,
    swings: float = 2.0,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Moves to `direction` from `distance` em away and from a size of `factor`, and swings so often about its place.

    The law is that of a damped oscillator, exp(-3 u) cos(2 pi swings u), brought to rest by (1 - u).
    """
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    away = math.exp(-_STIFFENING * local) * math.cos(math.tau * swings * local) * (1 - local)
    across, up = towards(direction, cluster, seed)
    scale = 1 + (factor - 1) * away
    return Pose(-distance * across * away, -distance * up * away, scale, scale, opacity=visible(local, opacity))
