import numpy as np
import pytest

from draftreel.image import Image, fill
from draftreel.transitions import TRANSITIONS

shake = TRANSITIONS["shake"]
GREY = fill((100, 100), (0.5, 0.5, 0.5, 1.0))
STEPS = [step / 50 for step in range(1, 50)]


def dot() -> Image:
    luma = np.full((100, 100), 16, np.uint8)
    luma[46:54, 46:54] = 235
    return Image((luma, *GREY.planes[1:]))


def place(image: Image) -> np.ndarray:
    light = image.planes[0].astype(float) - 16
    ways = np.arange(100)
    return np.array([(light.sum(axis=axis) * ways).sum() / light.sum() for axis in (0, 1)]) - 49.5


def test_half_way_it_is_cut() -> None:
    black, white = (fill((16, 16), (c, c, c, 1.0)) for c in (0.0, 1.0))
    assert int(shake(black, white, 0.49).planes[0].max()) == 16
    assert int(shake(black, white, 0.5).planes[0].min()) == 235


def test_it_goes_to_and_fro_as_far_as_said_and_rests_at_both_ends() -> None:
    ways = np.array([place(shake(dot(), dot(), step, across=0.2, down=0.0)) for step in STEPS])
    assert np.abs(ways[:, 1]).max() < 0.1
    assert -21 < ways[:, 0].min() < -10
    assert 10 < ways[:, 0].max() < 21
    assert np.abs(ways[[0, -1], 0]).max() < 1.1


@pytest.mark.parametrize("jolts", [4, 8])
def test_it_turns_round_as_often_as_it_is_jolted(jolts) -> None:
    ways = np.array(
        [place(shake(dot(), dot(), step / 200, across=0.3, down=0.0, jolts=jolts)) for step in range(1, 200)]
    )
    moving = ways[np.abs(ways[:, 0]) > 1, 0]
    assert np.count_nonzero(np.diff(np.sign(moving))) == pytest.approx(
        jolts, abs=2
    )  # the first and the last are hardly seen
