"""Laws of every mask."""

from inspect import signature

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of
from draftreel.masks import MASKS

SIZE = (160, 90)
BOUNDED = sorted(set(MASKS) - {"line", "mirror"})
TURNABLE = ("circle", "mirror", "rectangle")
CASES = [{}, {"rotation": 33.0}, {"feather": 0.4, "x": -0.3, "y": 0.2}, {"width": 0.3, "height": 0.8, "rotation": 90.0}]


@pytest.fixture(params=MASKS)
def mask(request):
    return MASKS[request.param]


@pytest.mark.parametrize("params", CASES)
@pytest.mark.parametrize("size", [SIZE, (90, 160), (7, 5), (1, 1)])
def test_gives_a_share_for_every_pixel(mask, params, size) -> None:
    alpha = mask(size, **params)
    assert alpha.dtype == np.float32
    assert alpha.shape == (size[1], size[0])
    assert alpha.min() >= 0
    assert alpha.max() <= 1


@pytest.mark.parametrize("params", CASES)
def test_the_same_input_gives_the_same_mask(mask, params) -> None:
    assert np.array_equal(mask(SIZE, **params), mask(SIZE, **params))


@pytest.mark.parametrize("params", [*CASES, {"round_corner": 0.6, "feather": 0.1}])
def test_half_the_size_has_the_same_mask_half_as_large(mask, params) -> None:
    large = mask((640, 360), **params).reshape(180, 2, 320, 2).mean((1, 3))
    gap = np.abs(large - mask((320, 180), **params))
    assert gap.mean() < 0.002
    assert gap.max() < 0.4  # a star's point is thinner than a pixel


@pytest.mark.parametrize("rotation", [0.0, 20.0, 90.0])
def test_without_feather_the_edge_is_two_pixels_wide_at_most(mask, rotation) -> None:
    alpha = mask((640, 360), width=0.4, height=0.5, rotation=rotation)
    soft = (alpha > 0) & (alpha < 1)
    shown = alpha > 0.5
    edge = np.zeros_like(shown)
    edge[:, 1:] |= shown[:, 1:] != shown[:, :-1]
    edge[1:] |= shown[1:] != shown[:-1]
    assert soft.sum() <= 2 * edge.sum()


def test_feather_softens_both_sides_of_the_edge(mask) -> None:
    hard, soft = (mask((320, 180), width=0.5, height=0.5, feather=feather) for feather in (0.0, 0.5))
    changed = np.abs(soft - hard) > 0.01
    assert (changed & (hard == 1)).any()
    assert (changed & (hard == 0)).any()
    assert np.abs(soft.mean() - hard.mean()) < 0.02


@pytest.mark.parametrize("name", BOUNDED)
@pytest.mark.parametrize("away", [{"x": 3.0}, {"x": -3.0}, {"y": 3.0}, {"y": -3.0}, {"x": 1e9, "y": -1e9}])
def test_a_mask_that_stands_outside_hides_everything(name, away) -> None:
    assert MASKS[name](SIZE, feather=0.5, **away).max() == 0


@pytest.mark.parametrize("away", [{"y": 9.0}, {"x": -9.0, "rotation": 90.0}])
def test_a_band_that_stands_outside_hides_everything(away) -> None:
    assert MASKS["mirror"](SIZE, **away).max() == 0


@pytest.mark.parametrize("name", [*BOUNDED, "mirror"])
def test_a_huge_mask_shows_everything(name) -> None:
    assert MASKS[name](SIZE, width=50.0, height=50.0).min() == 1


@pytest.mark.parametrize("name", [*BOUNDED, "mirror"])
def test_a_mask_of_no_size_shows_nothing_to_speak_of(name) -> None:
    assert MASKS[name]((161, 91), width=0.0, height=0.0).sum() <= 161


@pytest.mark.parametrize("name", TURNABLE)
@pytest.mark.parametrize("rotation", [0.0, 30.0])
def test_half_a_turn_leaves_what_is_symmetric_as_it_was(name, rotation) -> None:
    one, other = (MASKS[name](SIZE, rotation=turn, round_corner=0.3) for turn in (rotation, rotation + 180))
    np.testing.assert_allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("turns", [1, -1, 2, 10])
def test_a_whole_turn_leaves_every_mask_as_it_was(mask, turns) -> None:
    np.testing.assert_allclose(mask(SIZE, rotation=25.0), mask(SIZE, rotation=25.0 + 360 * turns), atol=1e-3)


def test_a_quarter_turn_is_clockwise(mask) -> None:
    upright = mask((100, 100), width=0.3, height=0.6)
    np.testing.assert_allclose(mask((100, 100), width=0.3, height=0.6, rotation=90.0), np.rot90(upright, -1), atol=1e-4)


def test_it_moves_right_with_x_and_up_with_y(mask) -> None:
    here = mask((80, 80), width=0.4, height=0.4)
    there = mask((80, 80), width=0.4, height=0.4, x=0.5, y=0.25)
    np.testing.assert_allclose(there[20:60, 20:80], here[30:70, 0:60], atol=1e-4)


REAL = st.floats(-1e9, 1e9)
PARAMS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("x", "y", "width", "height", "rotation", "feather", "round_corner"), REAL | st.just(0.0)),
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(MASKS)), params=PARAMS, size=st.sampled_from([(1, 1), (16, 9), (3, 40)]))
def test_no_numbers_make_it_leave_its_range(name, params, size) -> None:
    alpha = MASKS[name](size, **params)
    assert np.isfinite(alpha).all()
    assert alpha.min() >= 0
    assert alpha.max() <= 1


def test_every_row_of_the_catalogue_has_a_mask_of_its_own() -> None:
    calls = [row_of(line).call for line in lines(Kind.MASK)]
    for call in calls:
        signature(MASKS[call.name]).bind(SIZE, **call.arguments)
    assert {call.name for call in calls} == set(MASKS)
    assert len(calls) == 6
