import numpy as np
import pytest

from draftreel.image import fill
from draftreel.transitions import TRANSITIONS

glitch = TRANSITIONS["glitch"]
BLACK, WHITE = (fill((72, 36), (c, c, c, 1.0)) for c in (0.0, 1.0))


def seen(progress: float, seed: int) -> int:
    luma = glitch(BLACK, WHITE, progress, seed=seed).planes[0]
    assert (luma == luma[0, 0]).all()
    return int(luma[0, 0])


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_first_quarter_is_outgoing_and_the_last_incoming(seed) -> None:
    assert {seen(progress, seed) for progress in (0.01, 0.1, 0.24)} == {16}
    assert {seen(progress, seed) for progress in (0.76, 0.9, 0.99)} == {235}


def test_between_them_chance_decides() -> None:
    middle = [seen(0.55, seed) for seed in range(200)]
    assert 80 < middle.count(235) < 160  # of 200: 0.6 of them, more or less


def test_it_is_worst_half_way() -> None:
    picture = fill((72, 36), (0.5, 0.5, 0.5, 1.0))
    stripes = np.tile(np.repeat(np.array([40, 200], np.uint8), 6), (36, 6))
    image = type(picture)((stripes, *picture.planes[1:]))

    def damage(progress: float) -> float:
        outs = [glitch(image, image, progress, seed=seed).planes[0].astype(int) for seed in range(20)]
        return float(np.mean([np.abs(out - stripes).mean() for out in outs]))

    assert damage(0.05) < damage(0.25) < damage(0.5) > damage(0.95)
