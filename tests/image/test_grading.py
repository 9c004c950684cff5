import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.image import Grade, Image, Layout, fill, from_rgb, from_rgba, graded

WHITE = (1.0, 1.0, 1.0, 1.0)
RED = (1.0, 0.0, 0.0, 1.0)
GREY = (0.5, 0.5, 0.5, 1.0)  # Y 16 + 219 / 2 = 125.5
SIZES = [(1, 1), (2, 1), (1, 2), (7, 5), (16, 12)]
DARKER = Grade.curved(lambda light: light / 2)


def noise(width: int, height: int, layout: Layout = Layout.YUV) -> Image:
    array = np.random.default_rng(1).integers(0, 256, (height, width, 4), dtype=np.uint8)
    image = from_rgb(array[:, :, :3]) if layout is Layout.YUV else from_rgba(array)
    for plane in image.planes:
        plane.setflags(write=False)
    return image


def values(image: Image) -> list[int]:
    assert all(plane.min() == plane.max() for plane in image.planes)
    return [int(plane[0, 0]) for plane in image.planes]


@pytest.mark.parametrize(
    "grade",
    [
        Grade.identity(),
        Grade.curved(lambda light: light),
        Grade.curved(lambda light: light, colours=True),
        Grade.saturated(1),
        Grade.saturated_by(lambda light: 1),
        Grade.turned(0),
        Grade.turned(-360),
        Grade.tinted((0, 0, 0), (0, 0, 0)),
        DARKER.at(0),
        Grade.saturated(1).then(Grade.turned(0)),
    ],
)
def test_what_is_neutral_is_the_same_picture(grade: Grade) -> None:
    image = noise(7, 5)
    assert grade.neutral
    assert graded(image, grade) is image


@pytest.mark.parametrize("layout", [Layout.YUV, Layout.YUVA])
def test_planes_that_do_not_change_are_the_same_objects(layout: Layout) -> None:
    image = noise(7, 5, layout)
    darker, pale = graded(image, DARKER), graded(image, Grade.saturated(0.5))
    assert darker.planes[1] is image.planes[1]
    assert darker.planes[2] is image.planes[2]
    assert pale.planes[0] is image.planes[0]
    assert darker.planes[3:] == pale.planes[3:] == image.planes[3:]


def test_half_the_light_of_white_is_half_way_to_black() -> None:
    assert values(graded(fill((5, 3), WHITE), DARKER)) == [126, 128, 128]  # 16 + 219 / 2 = 125.5


def test_a_curve_is_held_to_black_and_white() -> None:
    assert values(graded(fill((5, 3), GREY), Grade.curved(lambda light: 7 * light))) == [235, 128, 128]
    assert values(graded(fill((5, 3), GREY), Grade.curved(lambda light: light - 3))) == [16, 128, 128]


def test_beyond_white_is_white_to_a_curve() -> None:
    beyond = Image((np.full((2, 2), 255, np.uint8), *fill((2, 2), WHITE).planes[1:]))
    assert values(graded(beyond, Grade.curved(lambda light: 1 - light))) == [16, 128, 128]


def test_a_curve_of_all_colours_moves_chroma_by_its_slope() -> None:
    # red is (63, 102, 240): 128 - 26 / 2 = 115, 128 + 112 / 2 = 184
    out = graded(fill((5, 3), RED), Grade.curved(lambda light: light / 2 + 0.25, colours=True))
    assert values(out)[1:] == [115, 184]


def test_no_saturation_is_grey_and_half_is_half() -> None:
    assert values(graded(fill((5, 3), RED), Grade.saturated(0))) == [63, 128, 128]
    assert values(graded(fill((5, 3), RED), Grade.saturated(0.5))) == [63, 115, 184]


def test_too_much_saturation_stays_in_range() -> None:
    assert values(graded(fill((5, 3), RED), Grade.saturated(9))) == [63, 0, 255]


def test_half_a_turn_is_the_opposite_hue() -> None:
    assert values(graded(fill((5, 3), RED), Grade.turned(180))) == [63, 154, 16]
    assert values(graded(fill((5, 3), RED), Grade.turned(90))) == [63, 16, 102]  # (-26, 112) becomes (-112, -26)


def test_a_tint_goes_by_light() -> None:
    grade = Grade.tinted((0.0, 0.0, 0.5), (0.5, 0.0, 0.0))
    # half of blue's (+112, -10) on black and half of red's (-26, +112) on white; grey has a half of each
    assert values(graded(fill((4, 4), (0, 0, 0, 1)), grade)) == [16, 184, 123]
    assert values(graded(fill((4, 4), WHITE), grade)) == [235, 115, 184]
    assert values(graded(fill((4, 4), GREY), grade)) == pytest.approx([126, 149.5, 153.5], abs=1)


def test_grey_is_no_tint() -> None:
    assert values(graded(fill((4, 4), GREY), Grade.tinted((0.5, 0.5, 0.5), (1, 1, 1)))) == [126, 128, 128]


def test_saturation_may_depend_on_light() -> None:
    out = graded(fill((4, 4), RED), Grade.saturated_by(lambda light: 0.0 if light < 0.5 else 1.0))
    assert values(out) == [63, 128, 128]  # the light of red is 0.21


def test_chroma_goes_by_the_luma_about_it() -> None:
    luma = np.full((2, 8), 16, np.uint8)
    luma[:, 4:] = 235
    image = Image((luma, np.full((1, 4), 178, np.uint8), np.full((1, 4), 128, np.uint8)))
    out = graded(image, Grade.saturated_by(lambda light: light))
    # the third sample, on column 4, sees (16 + 3 * 235) / 4 = 180, and 50 * (180 - 16) / 219 = 37.4
    assert out.planes[1].tolist() == [[128, 128, 165, 178]]


@pytest.mark.parametrize("grade", [DARKER, Grade.saturated(0.5), Grade.turned(90), DARKER.then(Grade.saturated(0.5))])
def test_colours_with_alpha_are_graded_as_they_would_be_without(grade: Grade) -> None:
    opaque = values(graded(fill((4, 4), RED), grade))
    half = values(graded(fill((4, 4), (1.0, 0.0, 0.0, 0.5)), grade))
    assert half[3] == 128
    for value, whole, black in zip(half, opaque, (16, 128, 128), strict=False):
        assert abs(value - (black + (whole - black) * 128 / 255)) <= 1


@pytest.mark.parametrize("size", SIZES)
def test_what_is_clear_stays_clear(size: tuple[int, int]) -> None:
    grade = Grade.curved(lambda light: 1 - light).then(Grade.tinted((1, 0, 0), (0, 0, 1)))
    out = graded(fill(size, (0, 0, 0, 0)), grade)
    assert values(out) == [16, 128, 128, 0]


@pytest.mark.parametrize("size", SIZES)
def test_two_grades_joined_are_the_one_and_then_the_other(size: tuple[int, int]) -> None:
    first = (
        Grade.curved(lambda light: light**0.7).then(Grade.saturated(0.6)).then(Grade.tinted((0.2, 0, 0), (0, 0, 0.2)))
    )
    second = Grade.turned(50).then(Grade.saturated_by(lambda light: 1 - light / 2)).then(DARKER)
    flat = fill(size, (0.7, 0.4, 0.3, 1.0))
    joined, stepwise = graded(flat, first.then(second)), graded(graded(flat, first), second)
    for one, other in zip(joined.planes, stepwise.planes, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_half_the_strength_is_half_the_way() -> None:
    assert values(graded(fill((4, 4), WHITE), DARKER.at(0.5))) == [180, 128, 128]  # 235 - 219 / 4 = 180.25
    assert values(graded(fill((4, 4), RED), Grade.saturated(0).at(0.5))) == [63, 115, 184]


def test_grades_compare_by_what_they_do() -> None:
    assert Grade.saturated(0.5) == Grade.saturated(0.5)
    assert len({Grade.saturated(0.5), Grade.saturated(0.5), Grade.turned(20)}) == 2


def test_views_are_read_and_not_written_to() -> None:
    y, u, v = noise(32, 16).planes
    part = Image((y[2:10, 4:20], u[1:5, 2:10], v[1:5, 2:10]))
    copy = Image(tuple(plane.copy() for plane in part.planes))
    grade = DARKER.then(Grade.turned(20)).then(Grade.tinted((1, 0, 0), (0, 0, 1)))
    assert all(map(np.array_equal, graded(part, grade).planes, graded(copy, grade).planes))


@given(factor=st.floats(0, 20), degrees=st.floats(-720, 720), slope=st.floats(-9, 9), start=st.floats(-3, 3))
def test_no_grade_wraps_round_or_makes_grey_coloured(factor: float, degrees: float, slope: float, start: float) -> None:
    grade = Grade.curved(lambda light: start + slope * light, colours=True).then(Grade.saturated(factor))
    grade = grade.then(Grade.turned(degrees))
    y, u, v = values(graded(fill((3, 3), GREY), grade))
    assert 16 <= y <= 235
    assert (u, v) == (128, 128)
    light = min(max(start + slope * (126 - 16) / 219, 0), 1)
    assert abs(y - (16 + 219 * light)) <= 0.51
