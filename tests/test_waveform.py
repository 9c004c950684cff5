import cv2
import numpy as np
import pytest

from draftreel.waveform import Levels, as_png, decibels, draw_waveform


def heard(samples, columns, block=None):
    levels = Levels(len(samples), columns)
    for start in range(0, len(samples), block or len(samples)):
        levels.hear(samples[start : start + (block or len(samples))])
    return levels


def stereo(left, right):
    return np.stack([left, right], axis=1).astype(np.float32)


def test_a_column_has_the_lowest_the_highest_and_the_root_mean_square_of_its_samples():
    levels = heard(stereo([0, 0.5, -0.25, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, -1, 1, -1]), 2)
    assert levels.lowest.tolist() == [[-0.25, 0], [0, -1]]
    assert levels.highest.tolist() == [[0.5, 0], [0, 1]]
    assert levels.rms[1].tolist() == [0, 1]
    assert levels.rms[0, 0] == pytest.approx(np.sqrt((0.25 + 0.0625) / 4))


@pytest.mark.parametrize("block", [1, 7, 100, 999])
def test_how_it_comes_in_blocks_changes_nothing(block):
    samples = np.random.default_rng(1).uniform(-1.2, 1.2, (1_000, 2)).astype(np.float32)
    whole, pieces = heard(samples, 13), heard(samples, 13, block)
    assert (whole.lowest == pieces.lowest).all()
    assert (whole.highest == pieces.highest).all()
    assert np.allclose(whole.rms, pieces.rms)
    assert (whole.peak, whole.over) == (pieces.peak, pieces.over)


def test_samples_beyond_full_scale_are_counted():
    levels = heard(stereo([0, 1.5, 1, -2], [0, 1.5, 0, 0]), 1)
    assert (levels.peak, levels.over) == (2, 2)


def test_more_columns_than_samples_are_no_error():
    assert heard(stereo([0.5, 0.5], [0, 0]), 5).highest.max() == 0.5


def test_half_of_full_scale_is_six_decibels_down_and_silence_none():
    assert decibels(0.5) == pytest.approx(-6.02, abs=0.01)
    assert decibels(0) is None


def tone(amplitude, count=48_000):
    return amplitude * np.sin(2 * np.pi * 440 * np.arange(count) / 48_000)


def test_the_picture_has_left_above_right_and_is_as_high_as_the_sound_is_loud():
    picture = draw_waveform(heard(stereo(tone(0.5), tone(0.0)), 100), 400).astype(int)
    assert picture.shape == (400, 100, 3)
    drawn = picture.sum(axis=2) > 300
    left, right = drawn[:200, 50], drawn[200:, 50]
    assert left.sum() == pytest.approx(0.5 * 200 * 0.92, abs=3)
    assert right.sum() <= 2, "silence is a line"
    assert right[99] or right[100]


def test_what_is_over_full_scale_is_red():
    loud = draw_waveform(heard(stereo(tone(1.5), tone(0.9)), 10), 400).astype(int)
    red = (loud[:, :, 2] > 200) & (loud[:, :, 0] < 120)
    assert red[:200].any()
    assert not red[200:].any()


def test_the_picture_is_a_png():
    picture = draw_waveform(heard(stereo(tone(0.5), tone(0.5)), 64), 32)
    again = cv2.imdecode(np.frombuffer(as_png(picture), np.uint8), cv2.IMREAD_COLOR)
    assert (again == picture).all()
