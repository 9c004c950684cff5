"""What each slider does to a flat colour, in levels of eight bits."""

import numpy as np
import pytest

from draftreel.filters import FILTERS
from draftreel.filters.curves import brightened, contrasted
from draftreel.image import fill, to_rgb

BLACK, MIDDLE, WHITE = 16, 125.5, 235
SKIN = (0.8, 0.6, 0.5)


def levels(grey: float, **params) -> tuple[int, int, int]:
    image = FILTERS["adjust"](fill((4, 4), (grey, grey, grey, 1.0)), **params)
    return tuple(int(plane[0, 0]) for plane in image.planes)


def rgb(colour, **params) -> list[int]:
    return to_rgb(FILTERS["adjust"](fill((4, 4), (*colour, 1.0)), **params))[0, 0].astype(int).tolist()


def saturation_of(colour, **params) -> float:
    _, u, v = (int(p[0, 0]) for p in FILTERS["adjust"](fill((4, 4), (*colour, 1.0)), **params).planes)
    return float(np.hypot(u - 128, v - 128))


def test_nothing_asked_hands_the_picture_back() -> None:
    image = fill((4, 4), (0.2, 0.4, 0.6, 1.0))
    assert FILTERS["adjust"](image) is image


@pytest.mark.parametrize(
    "slider", ["brightness", "contrast", "exposure", "fade", "highlights", "shadows", "saturation"]
)
@pytest.mark.parametrize("amount", [-1, -0.3, 0.3, 1])
@pytest.mark.parametrize("grey", [0, 0.2, 0.5, 0.9, 1])
def test_grey_stays_grey(slider, amount, grey) -> None:
    assert levels(grey, **{slider: amount})[1:] == (128, 128)


@pytest.mark.parametrize("slider", ["brightness", "highlights", "shadows"])
@pytest.mark.parametrize("amount", [-1, 1])
def test_black_and_white_stay(slider, amount) -> None:
    assert levels(0, **{slider: amount})[0] == BLACK
    assert levels(1, **{slider: amount})[0] == WHITE


def test_brightness_moves_half_grey_by_a_quarter() -> None:
    assert brightened(np.array([0.5]), 1.0) == pytest.approx(0.75)
    assert brightened(np.array([0.5]), -1.0) == pytest.approx(0.25)
    assert levels(0.5, brightness=1)[0] == pytest.approx(16 + 219 * 0.75, abs=2)


@pytest.mark.parametrize("amount", [-1, -0.5, 0.5, 1])
def test_contrast_turns_about_half_grey(amount) -> None:
    assert levels(0.5, contrast=amount)[0] == pytest.approx(MIDDLE, abs=2)


def test_contrast_is_three_times_as_steep_in_the_middle_or_half_as_steep_everywhere() -> None:
    near = np.array([0.499, 0.501])
    assert np.diff(contrasted(near, 1.0)) / 0.002 == pytest.approx(3, rel=0.01)
    assert levels(0, contrast=-1)[0] == pytest.approx(16 + 219 * 0.25, abs=1)
    assert levels(1, contrast=-1)[0] == pytest.approx(16 + 219 * 0.75, abs=1)
    assert (levels(0, contrast=1)[0], levels(1, contrast=1)[0]) == (BLACK, WHITE)


def test_a_stop_of_exposure_is_twice_the_light() -> None:
    # 0.5 as stored is 0.5 ** 2.2 of the light; twice that is stored as 0.685
    assert levels(0.5, exposure=1)[0] == pytest.approx(16 + 219 * 0.685, abs=2)
    assert levels(1, exposure=-1)[0] == pytest.approx(16 + 219 * 0.730, abs=1)


def test_fading_lifts_black_by_a_quarter_and_leaves_white() -> None:
    assert levels(0, fade=1)[0] == pytest.approx(16 + 219 / 4, abs=1)
    assert levels(1, fade=1)[0] == WHITE


def test_shadows_move_the_dark_more_and_highlights_the_light() -> None:
    dark, light = ({name: levels(grey, **{name: 1})[0] for name in ("shadows", "highlights")} for grey in (0.25, 0.75))
    assert dark["shadows"] - dark["highlights"] > 10
    assert light["highlights"] - light["shadows"] > 10


def test_without_saturation_there_is_no_colour() -> None:
    image = FILTERS["adjust"](fill((4, 4), (1.0, 0.2, 0.1, 1.0)), saturation=-1)
    assert [int(plane[0, 0]) for plane in image.planes[1:]] == [128, 128]


def test_saturation_doubles_colour_or_halves_it_and_keeps_the_light() -> None:
    plain = saturation_of(SKIN)
    assert saturation_of(SKIN, saturation=1) == pytest.approx(2 * plain, abs=1.5)
    assert saturation_of(SKIN, saturation=-0.5) == pytest.approx(plain / 2, abs=1.5)


def test_warmer_is_redder_and_less_blue_and_as_light_as_before() -> None:
    plain, warm = rgb((0.5, 0.5, 0.5)), rgb((0.5, 0.5, 0.5), temperature=1)
    assert warm[0] - plain[0] > 20
    assert plain[2] - warm[2] > 30
    assert levels(0.5, temperature=1)[0] == levels(0.5)[0]


def test_cooler_is_the_other_way_and_black_has_no_colour() -> None:
    plain, cool = rgb((0.5, 0.5, 0.5)), rgb((0.5, 0.5, 0.5), temperature=-1)
    assert plain[0] - cool[0] > 20
    assert cool[2] - plain[2] > 30
    assert levels(0, temperature=-1) == (BLACK, 128, 128)


def test_tint_goes_to_magenta_and_back_to_green() -> None:
    magenta, green = rgb((0.5, 0.5, 0.5), tint=1), rgb((0.5, 0.5, 0.5), tint=-1)
    assert min(magenta[0], magenta[2]) - magenta[1] > 20
    assert green[1] - max(green[0], green[2]) > 20


def test_a_darker_picture_is_less_colourful_and_keeps_its_hue() -> None:
    plain, dark = rgb(SKIN), rgb(SKIN, exposure=-1)
    assert dark == pytest.approx([part * 0.73 for part in plain], abs=3)


@pytest.mark.parametrize("params", [{"fade": 1}, {"contrast": -0.5}])
def test_haze_takes_the_colour_that_it_takes_from_the_contrast(params) -> None:
    assert saturation_of(SKIN, **params) == pytest.approx(0.75 * saturation_of(SKIN), abs=1)


@pytest.mark.parametrize("slider", ["saturation", "temperature", "tint"])
def test_what_is_about_colour_alone_leaves_the_plane_of_light_as_it_is(slider) -> None:
    image = fill((4, 4), (*SKIN, 1.0))
    assert FILTERS["adjust"](image, **{slider: 0.7}).planes[0] is image.planes[0]
