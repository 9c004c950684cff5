from fractions import Fraction

import numpy as np
import pytest

from draftreel.media.speed import Places, resample


def played(wave, speed, first, count):
    places = Places.steady(speed, first, count)
    start, needed = places.range
    left = wave(np.arange(start, start + needed) / 48_000)
    return resample(np.stack([left, -left], axis=1).astype(np.float32), places)


@pytest.mark.parametrize("speed", [Fraction(2), Fraction(1, 2), Fraction(137, 100), Fraction(3, 4), Fraction(10)])
def test_a_tone_comes_out_at_speed_times_its_pitch_sample_for_sample(speed):
    out = played(lambda time: np.sin(2 * np.pi * 440 * time), speed, 0, 48_000)
    expected = np.sin(2 * np.pi * 440 * float(speed) * np.arange(48_000) / 48_000)
    assert np.abs(out[:, 0] - expected).max() < 2e-4
    assert np.array_equal(out[:, 1], -out[:, 0])


def test_what_would_be_above_the_band_is_gone():
    assert np.abs(played(lambda time: np.sin(2 * np.pi * 20_000 * time), Fraction(2), 0, 4_800)).max() < 1e-4


def test_a_constant_stays_exactly_that():
    assert np.all(played(np.ones_like, Fraction(3, 7), 5, 1_000)[:, 0] == 1)


def test_pieces_join_without_a_seam():
    def wave(time):
        return np.sin(2 * np.pi * 997 * time)

    whole = played(wave, Fraction(7, 5), 0, 3_000)
    assert np.array_equal(played(wave, Fraction(7, 5), 1_234, 500), whole[1_234:1_734])
