"""As a ball does: it lands, leaps up less high each time, and lies; one cluster after another."""

from draftreel.easing import bounce_out
from draftreel.pose import REST, Pose
from draftreel.text_animations.scattering import towards
from draftreel.text_animations.staggering import turn, visible


def bounce(  # noqa: PLR0913 - the signature is the schema
    progress: float,
    cluster: int,
    count: int,
    *,
    direction: str = "down",
    distance: float = 1.5,
    opacity: float = 0.0,
    stagger: float = 0.6,
    order: str = "start",
    seed: float = 0.0,
) -> Pose:
    """Falls to `direction` from `distance` em away."""
    local = turn(progress, cluster, count, (stagger, order, seed))
    if local >= 1:
        return REST
    across, up = towards(direction, cluster, seed)
    away = -distance * (1 - bounce_out(local))
    return Pose(across * away, up * away, opacity=visible(local, opacity))
