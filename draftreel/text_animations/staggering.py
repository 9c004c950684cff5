"""One after another: whose turn it is, and how far each cluster has come when the whole has come so far."""

from functools import lru_cache

from draftreel.noise import unit

_VISIBLE = 3.0  # a cluster that comes into view is there after a third of its way


def local_progress(progress: float, place: int, count: int, stagger: float) -> float:
    """The progress 0..1 of the cluster whose turn is `place` of `count`.

    At stagger 0 all go together; at 1 each has 1/count of the time, when the one before has arrived;
    between, each starts stagger/count after the one before, and the last arrives at progress 1.
    """
    if progress >= 1:
        return 1.0
    last = stagger * (count - 1) / max(count, 1)
    return min(max((progress - stagger * place / max(count, 1)) / (1 - last), 0.0), 1.0)


def place(cluster: int, count: int, order: str, seed: float) -> int:
    """Whose turn a cluster's is: from the `start`, the `end`, the `centre` outwards, the `edges` inwards, `random`."""
    return _places(count, order, int(seed))[cluster]


def turn(progress: float, cluster: int, count: int, pace: tuple[float, str, float]) -> float:
    """How far a cluster has come; the pace is its stagger, order and seed."""
    stagger, order, seed = pace
    return local_progress(progress, place(cluster, count, order, seed), count, stagger)


def visible(local: float, opacity: float) -> float:
    """From an opacity at the start to full view soon after."""
    return opacity + (1 - opacity) * min(_VISIBLE * local, 1.0)


@lru_cache(maxsize=64)
def _places(count: int, order: str, seed: int) -> tuple[int, ...]:
    ranks = {cluster: rank for rank, cluster in enumerate(_ordered(count, order, seed))}
    return tuple(ranks[cluster] for cluster in range(count))


def _ordered(count: int, order: str, seed: int) -> list[int]:
    match order:
        case "start":
            return list(range(count))
        case "end":
            return list(range(count))[::-1]
        case "centre":
            return sorted(range(count), key=lambda cluster: abs(2 * cluster - count + 1))
        case "edges":
            return sorted(range(count), key=lambda cluster: -abs(2 * cluster - count + 1))
        case "random":
            return sorted(range(count), key=lambda cluster: unit(seed, cluster))
        case _:
            raise KeyError(order)
