import numpy as np
import pytest

from draftreel.effects import EFFECTS, START, Moment
from draftreel.image import Image, from_rgb, to_rgb

rgb_split = EFFECTS["rgb_split"]


def dot() -> Image:
    """A white block of eight by eight pixels on black."""
    array = np.zeros((80, 80, 3), np.uint8)
    array[32:40, 32:40] = 255
    return from_rgb(array)


def middle_of(light: np.ndarray) -> tuple[float, float]:
    rows, columns = np.nonzero(light > 128)
    return columns.mean(), rows.mean()


def test_red_goes_right_and_blue_left_and_green_stays() -> None:
    out = to_rgb(rgb_split(dot(), START, horizontal_chromatic=1.0))
    assert [middle_of(out[..., part])[0] for part in range(3)] == pytest.approx([39.5, 35.5, 31.5], abs=0.8)


def test_red_goes_down_and_blue_up() -> None:
    out = to_rgb(rgb_split(dot(), START, horizontal_chromatic=0.5, vertical_chromatic=1.0))
    assert [middle_of(out[..., part])[1] for part in range(3)] == pytest.approx([39.5, 35.5, 31.5], abs=0.8)


def test_below_the_middle_of_the_slider_the_colours_change_sides() -> None:
    out = to_rgb(rgb_split(dot(), START, horizontal_chromatic=0.0, vertical_chromatic=0.5))
    # half a slider is a twentieth of 80 pixels
    assert [middle_of(out[..., part])[0] for part in range(3)] == pytest.approx([31.5, 35.5, 39.5], abs=0.8)


def test_with_a_speed_the_colours_meet_every_half_beat() -> None:
    image = dot()
    beating = {"horizontal_chromatic": 1.0, "speed": 1 / 3}
    assert rgb_split(image, Moment(0.5, 0.0), **beating) is image
    apart = rgb_split(image, Moment(1.0, 0.0), **beating)
    assert np.array_equal(apart.planes[0], rgb_split(image, START, horizontal_chromatic=1.0).planes[0])
