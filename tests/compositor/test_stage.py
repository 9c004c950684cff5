import pytest

from draftreel.compositor.stage import Stage
from draftreel.image.matrix import at
from draftreel.pose import REST, Pose
from draftreel.timeline import Placement, constant

STAGE = Stage((100, 100), (100, 100))


def test_a_turn_about_the_top_edge_leaves_its_middle_where_it_is() -> None:
    placement = Placement((40.0, 20.0))
    standing = STAGE.standing(placement, placement.pose(0), Pose(rotation=90.0, pivot_y=1.0))
    assert at(standing, 0, -10) == pytest.approx((50, 40))
    assert at(standing, 0, 10) == pytest.approx((30, 40))


def test_the_pivot_of_what_is_scaled_and_turned_goes_with_it() -> None:
    placement = Placement((40.0, 20.0), scale_x=constant(2.0), scale_y=constant(2.0), rotation=constant(90.0))
    top = at(STAGE.standing(placement, placement.pose(0), REST), 0, -10)
    assert top == pytest.approx((70, 50))
    swung = STAGE.standing(placement, placement.pose(0), Pose(rotation=37.0, scale_x=0.5, pivot_y=1.0))
    assert at(swung, 0, -10) == pytest.approx(top)


def test_a_motion_moves_by_half_canvases_whatever_the_layer_measures() -> None:
    placement = Placement((40.0, 20.0), scale_x=constant(0.1), flip_x=True)
    standing = STAGE.standing(placement, placement.pose(0), Pose(x=1.0, y=-0.5))
    assert at(standing, 0, 0) == (100, 75)
