import numpy as np
import pytest

from draftreel.effects import EFFECTS, START, Moment
from draftreel.effects.channels import parted
from draftreel.image import Image, Layout, fill, from_rgb, from_rgba, to_rgb

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
    out = to_rgb(parted(dot(), 8, 0))
    assert [middle_of(out[..., part])[0] for part in range(3)] == pytest.approx([43.5, 35.5, 27.5], abs=0.5)


def test_red_goes_down_and_blue_up() -> None:
    out = to_rgb(parted(dot(), 0, 6))
    assert [middle_of(out[..., part])[1] for part in range(3)] == pytest.approx([41.5, 35.5, 29.5], abs=0.5)


def test_below_the_middle_of_the_slider_the_colours_change_sides() -> None:
    out = to_rgb(rgb_split(dot(), START, horizontal_chromatic=0.0, vertical_chromatic=0.5))
    # half a slider is a twentieth of 80 pixels
    assert [middle_of(out[..., part])[0] for part in range(3)] == pytest.approx([31.5, 35.5, 39.5], abs=0.8)


def test_it_agrees_with_moving_the_colours_themselves() -> None:
    across, down = np.meshgrid(np.linspace(0, 1, 96), np.linspace(0, 1, 64))
    waves = np.stack([np.sin(9 * across + down), np.cos(7 * down), np.sin(5 * across * down)], axis=2)
    colours = (waves * 100 + 128).astype(np.uint8)
    expected = colours.copy()
    expected[..., 0] = np.roll(colours[..., 0], (-4, 6), (0, 1))
    expected[..., 2] = np.roll(colours[..., 2], (4, -6), (0, 1))
    inside = slice(8, -8), slice(8, -8)
    out = to_rgb(parted(from_rgb(colours), 6, -4)).astype(int)
    assert np.abs(out[inside] - expected[inside].astype(int)).mean() < 1.5
    assert np.abs(out[inside] - expected[inside].astype(int)).max() < 16


def test_what_is_one_colour_stays_that_colour() -> None:
    red = fill((16, 16), (1.0, 0.0, 0.0, 1.0))
    out = parted(red, 4, 4)
    assert all(np.abs(one.astype(int) - other).max() <= 1 for one, other in zip(out.planes, red.planes, strict=True))


def test_a_picture_with_alpha_grows_by_what_its_colours_move() -> None:
    array = np.zeros((32, 32, 4), np.uint8)
    array[12:20, 12:20] = 255
    out = parted(from_rgba(array), 4, 0)
    assert out.layout is Layout.YUVA
    assert np.flatnonzero(out.planes[3][16]).tolist() == list(range(8, 24))
    assert np.flatnonzero(out.planes[3][:, 16]).tolist() == list(range(12, 20))


def test_with_a_speed_the_colours_meet_every_half_beat() -> None:
    image = dot()
    beating = {"horizontal_chromatic": 1.0, "speed": 1 / 3}
    assert rgb_split(image, Moment(0.5, 0.0), **beating) is image
    apart = rgb_split(image, Moment(1.0, 0.0), **beating)
    assert np.array_equal(apart.planes[0], rgb_split(image, START, horizontal_chromatic=1.0).planes[0])
