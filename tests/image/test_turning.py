import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.image.matrix import at, joined, moved, scaled
from draftreel.image.matrix import turned as turn_by
from draftreel.image.turning import turned

_RAMP = np.add.outer(10 * np.arange(12), 4 * np.arange(20)).astype(np.uint8)  # 4 a column, 10 a row


def _slanted(slant: float = 0.0) -> object:
    return (1.0, slant, 0.0), (0.0, 1.0, 0.0)


def test_a_quarter_turn_moves_every_sample_and_changes_none() -> None:
    matrix = joined(moved(11, 0), turn_by(90))  # index (x, y) lands on (11 - y, x)

    assert np.array_equal(turned(_RAMP, matrix, (12, 20)), np.rot90(_RAMP, -1))


def test_half_way_between_four_samples_lies_their_mean() -> None:
    plane = np.array([[0, 100], [50, 250]], np.uint8)
    matrix = joined(turn_by(90), moved(-0.5, -0.5))  # the middle of the four lands on index (0, 0)

    assert turned(plane, matrix, (1, 1))[0, 0] == 100  # 400 / 4


def test_a_share_of_the_way_to_the_next_sample_is_a_share_of_the_difference() -> None:
    plane = np.array([[0, 200], [0, 200]], np.uint8)
    matrix = joined(moved(-0.25, 0), _slanted(1e-9))

    assert turned(plane, matrix, (1, 1))[0, 0] == 50


@given(degrees=st.floats(-180, 180), across=st.floats(-0.5, 0.5), down=st.floats(-0.5, 0.5), size=st.floats(0.5, 3))
def test_a_plane_that_rises_evenly_still_does_wherever_it_is_turned(
    degrees: float, across: float, down: float, size: float
) -> None:
    there = joined(moved(10 + across, 10 + down), turn_by(degrees), scaled(size, size), moved(-9.5, -5.5))
    out = turned(_RAMP, joined(there, _slanted(1e-6)), (24, 24))

    for x, y in ((5, 4), (9.5, 5.5), (14, 7)):
        column, row = (round(value) for value in at(there, x, y))
        back_x, back_y = _back(there, column, row)
        if 0 <= back_x <= 19 and 0 <= back_y <= 11 and 0 <= column < 24 and 0 <= row < 24:
            assert out[row, column] == pytest.approx(4 * back_x + 10 * back_y, abs=0.6)


def test_edge_samples_go_on_for_four_and_then_all_is_nothing() -> None:
    plane = np.full((8, 8), 200, np.uint8)
    out = turned(plane, joined(moved(10.5, 10.5), _slanted(1e-9)), (28, 28))

    assert out[14].tolist() == [0] * 7 + [200] * 15 + [0] * 6  # from 10.5 - 4 to 17.5 + 4
    assert out[:, 14].tolist() == [0] * 7 + [200] * 15 + [0] * 6


def test_the_smallest_slant_there_is_does_no_harm() -> None:
    plane = np.full((8, 8), 200, np.uint8)

    assert (turned(plane, joined(moved(0, 0), _slanted(1e-300)), (8, 8)) == 200).all()


def test_a_plane_of_one_sample_has_no_neighbours_and_needs_none() -> None:
    out = turned(np.array([[77]], np.uint8), joined(moved(1, 1), turn_by(45)), (3, 3))

    assert out[1, 1] == 77


def test_a_view_into_a_wider_plane_is_read_as_its_own_samples_alone() -> None:
    wide = np.zeros((12, 40), np.uint8)
    wide[:, ::2] = _RAMP
    matrix = joined(moved(11, 0), turn_by(90))

    assert np.array_equal(turned(wide[:, ::2], matrix, (12, 20)), np.rot90(_RAMP, -1))


def _back(matrix: tuple[tuple[float, float, float], ...], x: float, y: float) -> tuple[float, float]:
    ours = np.linalg.inv(np.array([*matrix, (0, 0, 1)]))
    back = ours @ (x, y, 1)
    return float(back[0]), float(back[1])


@pytest.mark.parametrize("matrix", [((float("nan"), 1.0, 0.0), (1.0, 0.0, 0.0)), ((1.0, 1.0, 0.0), (1.0, 1.0, 0.0))])
def test_a_map_that_leads_nowhere_is_refused(matrix: object) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        turned(_RAMP, matrix, (4, 4))


def test_rows_far_outside_a_plane_that_hardly_slants_are_empty() -> None:
    out = turned(np.full((8, 8), 200, np.uint8), ((1e-16, -1.0, 0.0), (1.0, 1e-16, 0.0)), (4, 4))

    assert out[0, 0] == 200
    assert (turned(np.full((8, 8), 200, np.uint8), ((1.0, 1e-17, 5000.0), (1e-17, 1.0, 5000.0)), (4, 4)) == 0).all()
