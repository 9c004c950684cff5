import numpy as np
import pytest

from draftreel.effects import EFFECTS, Moment
from draftreel.image import Image, fill

glitch = EFFECTS["glitch"]
GREY = fill((72, 72), (0.5, 0.5, 0.5, 1.0))
MOMENTS = [Moment(place / 12 + 0.01, 0.0) for place in range(48)]


def ramp() -> Image:
    return Image((np.tile(np.arange(40, 40 + 2 * 72, 2, dtype=np.uint8), (72, 1)), *GREY.planes[1:]))


def test_half_of_the_time_the_picture_is_whole() -> None:
    image = ramp()
    whole = sum(glitch(image, moment, speed=1 / 3) is image for moment in MOMENTS)
    assert 14 <= whole <= 34  # of 48: what chance does in 99 of 100 cases


def test_a_break_down_stands_for_a_twelfth_of_a_beat() -> None:
    image = ramp()
    broken = next(moment for moment in MOMENTS if glitch(image, moment, speed=1 / 3) is not image)
    first, second = (glitch(image, Moment(broken.time + later, 0.0), speed=1 / 3) for later in (0.0, 0.05))
    assert np.array_equal(first.planes[0], second.planes[0])


def test_some_rows_slip_and_others_stay() -> None:
    image = ramp()
    broken = [glitch(image, moment, speed=1 / 3, intensity=1.0).planes[0] for moment in MOMENTS]
    slipped = [(np.abs(plane.astype(int) - image.planes[0]).max(axis=1) > 20).mean() for plane in broken]
    assert 0.1 < np.mean([share for share in slipped if share]) < 0.9


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_seed_breaks_down_otherwise(seed) -> None:
    image = ramp()
    one, other = ([glitch(image, moment, seed=own).planes[0] for moment in MOMENTS] for own in (seed, seed + 10))
    assert not all(map(np.array_equal, one, other))
