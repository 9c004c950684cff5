import numpy as np
import pytest

from draftreel.image.sampling import resampled, taps

ROW = np.array([[0, 40, 80, 120, 160, 200]], np.uint8)


def row(count: int, scale: float, offset: float) -> list[int]:
    return resampled(ROW, taps(count, scale, offset, 6), taps(1, 1, 0, 1))[0].tolist()


def test_standing_still_is_a_copy() -> None:
    assert row(6, 1, 0) == [0, 40, 80, 120, 160, 200]


def test_a_move_by_one_is_a_copy_and_the_edge_goes_on() -> None:
    assert row(6, 1, 1) == [0, 0, 40, 80, 120, 160]


def test_a_mirror_is_a_copy() -> None:
    assert row(6, -1, 5) == [200, 160, 120, 80, 40, 0]


def test_a_move_by_a_quarter_takes_a_quarter_of_the_neighbour() -> None:
    assert row(6, 1, 0.25) == [0, 30, 70, 110, 150, 190]


def test_a_half_is_the_mean_of_pairs() -> None:
    assert row(3, 0.5, -0.25) == [20, 100, 180]


def test_a_third_is_the_mean_of_threes() -> None:
    assert row(2, 1 / 3, -1 / 3) == [40, 160]


def test_a_double_goes_by_halves_between() -> None:
    assert row(5, 2, 0) == [0, 20, 40, 60, 80]


@pytest.mark.parametrize("scale", [0.01, 0.3, 0.5, 0.77, 1.0, 3.0, -0.4, -1.0])
def test_shares_add_up_to_one_and_stay_inside(scale: float) -> None:
    table = taps(20, scale, 3.3, 50)
    assert table.weights.sum(axis=0) == pytest.approx(np.ones(20), abs=1e-5)
    assert table.indices.max() < 50
