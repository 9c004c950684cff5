"""What each mask shows, in numbers."""

from math import pi, sqrt

import pytest

from draftreel.masks import MASKS


def shown(name, size=(400, 400), **params) -> float:
    """The pixels shown, in all."""
    return float(MASKS[name](size, **params).sum())


def test_a_circle_of_half_the_picture_is_round() -> None:
    assert shown("circle", width=0.5, height=0.5) == pytest.approx(pi * 100**2, rel=1e-3)


def test_a_circle_in_a_wide_box_is_an_ellipse() -> None:
    assert shown("circle", (800, 400), width=0.5, height=0.5) == pytest.approx(pi * 200 * 100, rel=1e-3)


def test_a_rectangle_is_as_large_as_its_shares_of_the_picture() -> None:
    assert shown("rectangle", width=0.5, height=0.25) == pytest.approx(200 * 100)


def test_a_rectangle_between_two_pixels_shows_half_of_both() -> None:
    row = MASKS["rectangle"]((8, 1), width=3 / 8, height=9.0)[0]
    assert row.tolist() == [0, 0, 0.5, 1, 1, 0.5, 0, 0]


def test_a_square_with_corners_all_round_is_a_circle() -> None:
    assert shown("rectangle", width=0.5, height=0.5, round_corner=1.0) == pytest.approx(pi * 100**2, rel=1e-3)


def test_half_round_corners_take_away_what_a_square_has_more_than_a_circle() -> None:
    corners = (4 - pi) * 50**2
    assert shown("rectangle", width=0.5, height=0.5, round_corner=0.5) == pytest.approx(200 * 200 - corners, rel=1e-3)


def test_a_line_shows_what_is_above_it() -> None:
    alpha = MASKS["line"]((4, 8), y=0.5)
    assert alpha[:, 0].tolist() == [1, 1, 0, 0, 0, 0, 0, 0]


def test_a_line_upside_down_shows_what_is_below_it() -> None:
    alpha = MASKS["line"]((4, 8), y=0.5, rotation=180.0)
    assert alpha[:, 0] == pytest.approx([0, 0, 1, 1, 1, 1, 1, 1], abs=1e-5)


def test_a_line_has_no_use_for_a_size() -> None:
    small, large = (MASKS["line"]((40, 40), width=share, height=share, feather=0.3) for share in (0.0, 2.0))
    assert small.tolist() == large.tolist()


def test_a_mirror_is_a_band_from_side_to_side() -> None:
    alpha = MASKS["mirror"]((4, 8), width=0.1, height=0.5)
    assert alpha[:, 0].tolist() == alpha[:, 3].tolist() == [0, 0, 1, 1, 1, 1, 0, 0]


def test_a_feather_of_one_reaches_over_half_the_shorter_side() -> None:
    row = MASKS["rectangle"]((400, 400), width=0.8, height=0.4, feather=1.0)[200 - 1]
    soft = [column for column, share in enumerate(row) if 0.001 < share < 0.999]
    # 160 high: over 80 pixels, about the edges at 40 and 360
    assert (min(soft), max(soft)) == pytest.approx((0, 399), abs=3)
    assert row[80] == pytest.approx(1, abs=0.01)


def test_a_star_is_a_pentagram() -> None:
    # of circumradius R: width 2 R sin 72, height R (1 + cos 36); its area is 1.12257 R^2
    radius = 200 / 1.80902
    assert shown("star", width=1.90211 * radius / 400, height=0.5) == pytest.approx(1.12257 * radius**2, rel=2e-3)


def test_a_star_has_five_points_one_of_them_up() -> None:
    alpha = MASKS["star"]((400, 400), width=1.05 * 0.9, height=0.9)
    assert alpha[30, 200] > 0.9
    assert alpha[30, 150] == alpha[350, 200] == 0
    assert alpha[:, :200] == pytest.approx(alpha[:, :199:-1], abs=1e-4)


def test_a_heart_is_a_square_and_two_half_discs() -> None:
    side = 100  # of the square that stands on its corner; the discs' centres are a quarter of its diagonal aside
    width, height = side * (1 / sqrt(2) + 1), side * (3 / sqrt(8) + 0.5)
    area = side**2 + pi * (side / 2) ** 2
    assert shown("heart", width=width / 400, height=height / 400) == pytest.approx(area, rel=2e-3)


def test_a_heart_points_down_and_has_its_notch_above() -> None:
    alpha = MASKS["heart"]((400, 400), width=0.9, height=0.9)
    assert alpha[375, 200] > 0.9
    assert alpha[25, 200] == 0
    assert alpha[25, 100] == 1


@pytest.mark.parametrize("name", ["circle", "heart", "rectangle", "star"])
def test_turning_takes_nothing_away(name) -> None:
    upright, turned = (shown(name, width=0.3, height=0.6, rotation=rotation) for rotation in (0.0, 30.0))
    assert turned == pytest.approx(upright, rel=2e-3)


def test_a_slope_falls_to_the_right_when_turned_clockwise() -> None:
    alpha = MASKS["line"]((100, 100), rotation=30.0)
    # the line through the middle falls by tan 30 = 0.577 of the way to the right: at the right edge by 29 of 50
    assert alpha[76, 99] == 1
    assert alpha[81, 99] == 0
    assert alpha[19, 0] == 1
    assert alpha[24, 0] == 0


def test_a_feather_begins_and_ends_gently() -> None:
    row = MASKS["rectangle"]((400, 400), width=0.8, height=0.4, feather=1.0)[199]
    # over 80 pixels from 0 to 80: a quarter of the way shows 3 / 16 - 2 / 64 of it
    assert [row[19], row[39], row[59]] == pytest.approx([0.156, 0.5, 0.844], abs=0.02)


def test_the_feather_of_a_mirror_has_no_use_for_a_width() -> None:
    narrow, wide = (MASKS["mirror"]((40, 40), width=width, feather=0.5) for width in (0.01, 0.9))
    assert narrow.tolist() == wide.tolist()
