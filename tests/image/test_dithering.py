import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.image.dithering import refined, rounded, softened, thresholds


def ramp(first, last, width=512, height=64):
    return np.tile(np.linspace(first, last, width), (height, 1))


@settings(deadline=None)  # the first call compiles
@given(st.integers(0, 255), st.integers(1, 40), st.integers(1, 40))
def test_whole_levels_stay_as_they_are(level, width, height):
    assert (rounded(refined(np.full((height, width), level, np.uint8))) == level).all()


@pytest.mark.parametrize("step", [1, 64, 128, 192, 255])
def test_a_square_of_the_pattern_keeps_the_mean_to_a_step(step):
    flat = np.full((16, 16), 100 * 256 + step, np.uint16)
    assert set(np.unique(rounded(flat))) == {100, 101}
    assert (rounded(flat) == 101).sum() == step


def test_every_threshold_is_used_once():
    assert sorted(thresholds(16).ravel()) == list(range(256))


def test_the_pattern_goes_on_over_any_width():
    assert (thresholds(37)[:, 16:32] == thresholds(16)).all()


def test_a_slow_gradient_is_right_in_every_neighbourhood():
    slow = ramp(20, 23)
    plain, dithered = np.rint(slow), rounded((slow * 256).astype(np.uint16))
    assert np.abs(means(plain) - means(slow)).max() > 0.4  # bands: a level takes 170 pixels
    assert np.abs(means(dithered) - means(slow)).max() < 0.05


def means(plane):
    rows, columns = plane.shape
    return plane.reshape(rows // 16, 16, columns // 16, 16).mean(axis=(1, 3))


def test_the_input_is_left_alone_and_the_output_repeats_itself():
    plane = np.random.default_rng(1).integers(0, 256, (31, 47), np.uint8)
    plane.flags.writeable = False
    assert (softened(plane, 3, (94, 62)) == softened(plane, 3, (94, 62))).all()


@pytest.mark.parametrize("level", [0, 16, 128, 235, 255])
@pytest.mark.parametrize("sigma", [0.3, 1, 6.75, 40])
def test_a_flat_plane_softened_is_flat(level, sigma):
    assert (softened(np.full((30, 50), level, np.uint8), sigma, (200, 120)) == level).all()


def test_an_edge_softened_is_smooth_between_whole_levels():
    plane = np.repeat(np.array([[20, 24]], np.uint8), 32, axis=1).repeat(32, axis=0)
    soft = means(softened(plane, 8, (512, 256))).mean(axis=0)
    assert (np.diff(soft) >= -0.05).all()
    assert soft[0] < 20.3
    assert soft[-1] > 23.7
    assert len({round(mean, 1) for mean in soft}) > 15  # and not five whole levels
