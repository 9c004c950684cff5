from itertools import pairwise

import numpy as np
import pytest

from draftreel.image import fill
from draftreel.transitions import TRANSITIONS
from draftreel.transitions.outlines import covering, outline

iris = TRANSITIONS["iris"]
SHAPES = ("circle", "rectangle", "diamond", "hexagon", "star", "heart")
BLACK, WHITE = (fill((64, 64), (c, c, c, 1.0)) for c in (0.0, 1.0))


def seen(*args, **params) -> np.ndarray:
    """How much of the white incoming picture there is, 0..1."""
    return (iris(BLACK, WHITE, *args, **params).planes[0].astype(float) - 16) / 219


def test_a_rectangle_half_open_shows_the_middle_of_the_incoming_picture(picture, letters) -> None:
    out = iris(picture(*["RRRR"] * 4), picture("WWWW", "WWBW", "WWGW", "WWWW"), 0.5, shape="rectangle")
    assert out.planes[0][:, 0].tolist() == [63] * 8
    assert [row[2] for row in letters(out)[1:3]] == ["B", "G"]  # left of them the chroma of the edge is shared


def test_closing_it_shrinks_about_the_outgoing_picture(picture, letters) -> None:
    out = iris(picture("WWWW", "WWBW", "WWGW", "WWWW"), picture(*["RRRR"] * 4), 0.5, shape="rectangle", opening="in")
    assert [row[2] for row in letters(out)[1:3]] == ["B", "G"]  # left of them the chroma of the edge is shared
    assert out.planes[0][0].tolist() == [63] * 8


@pytest.mark.parametrize(
    ("shape", "share"),
    # half way the shape reaches half as far as where it covers the square: a circle round the square has pi / 2
    # of its area, a diamond twice, and a quarter of that is seen
    [("circle", np.pi / 8), ("rectangle", 1 / 4), ("diamond", 1 / 2)],
)
def test_shapes_have_the_area_they_should(shape, share) -> None:
    assert seen(0.5, shape=shape).mean() == pytest.approx(share, abs=0.015)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_only_grows_and_covers_everything_at_the_end(shape) -> None:
    steps = [seen(step / 16, shape=shape) for step in range(1, 16)]
    assert all((later >= earlier - 0.01).all() for earlier, later in pairwise(steps))
    assert steps[0].mean() < 0.05
    assert seen(0.9999, shape=shape).mean() > 0.99


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("centre", [(32.0, 18.0), (0.0, 0.0), (60.0, 5.0)])
def test_the_size_that_covers_is_the_smallest_that_does(shape, centre) -> None:
    reach = covering(shape, (64, 36), centre)
    assert reach >= np.hypot(max(centre[0], 64 - centre[0]), max(centre[1], 36 - centre[1])) - 1e-9
    corners = [(x - centre[0], y - centre[1]) for x in (0, 64) for y in (0, 36)]
    assert all(inside(outline(shape, 64 / 36) * reach * 1.001, corner) for corner in corners)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_iris_is_as_wide_on_the_left_as_on_the_right(shape) -> None:
    half = seen(0.4, shape=shape)
    assert np.abs(half - half[:, ::-1]).mean() < 0.01


def test_a_star_stands_on_two_legs() -> None:
    drawn = seen(0.2, shape="star")
    rows = drawn.sum(axis=1).nonzero()[0]
    assert np.count_nonzero(np.diff(drawn[rows[1]] > 0.5)) == 2  # one point at the top
    assert np.count_nonzero(np.diff(drawn[rows[-2]] > 0.5)) == 4


def test_a_heart_has_its_point_below() -> None:
    drawn = seen(0.4, shape="heart")
    rows = drawn.sum(axis=1).nonzero()[0]
    assert np.count_nonzero(np.diff(drawn[rows[1]] > 0.5)) == 4
    assert np.count_nonzero(np.diff(drawn[rows[-2]] > 0.5)) == 2


def test_a_soft_edge_is_as_wide_as_said() -> None:
    row = seen(0.5, softness=0.25)[32]
    # the edge lies at 0.5 * 1.25 * 45.3 = 28.3 pixels from the middle and is 16 wide
    assert row[60] == pytest.approx(0.5, abs=0.1)
    assert row[32 + 18] > 0.97
    assert 0.05 < row[32 + 22] < 1
    assert row[63] < 0.4


def test_the_centre_is_where_it_opens() -> None:
    drawn = seen(0.1, centre=(0.25, 0.75))
    rows, columns = np.nonzero(drawn > 0.5)
    assert (columns.mean(), rows.mean()) == pytest.approx((15.5, 47.5), abs=0.5)


def inside(points: np.ndarray, point: tuple[float, float]) -> bool:
    """Whether the straight line from the middle to the point crosses no edge."""
    following = np.roll(points, -1, axis=0)
    solved = np.linalg.solve(np.stack((points, following), axis=2), np.array(point)[None, :, None])[..., 0]
    return bool(((solved >= -1e-9).all(axis=1) & (solved.sum(axis=1) <= 1)).any())
