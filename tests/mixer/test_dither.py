import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.mixer.dither import pcm16
from draftreel.samples import silence

STEP = 1 / 32_768


def level(value, count=100_000):
    return np.full((count, 2), value, np.float32)


def test_silence_is_exact_zeros():
    assert not pcm16(silence(1_000), 12_345).any()


def test_a_source_of_sixteen_bits_comes_out_as_it_was():
    steps = np.arange(-32_768, 32_768, dtype=np.int16)
    samples = (np.stack([steps, steps[::-1]], axis=1) / np.float32(32_768)).astype(np.float32)
    assert np.array_equal(pcm16(samples, 0)[:, 0], steps)
    assert np.array_equal(pcm16(samples, 7)[:, 1], steps[::-1])


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_a_level_between_two_steps_is_kept_on_average(share):
    """Of 200,000 numbers with a spread of half a step, the mean is known to about a thousandth of one."""
    assert pcm16(level((100 + share) * STEP), 0).mean() == pytest.approx(100 + share, abs=0.006)


@pytest.mark.parametrize("share", [0.001, 0.25, 0.5])
def test_the_noise_is_the_same_wherever_between_two_steps_a_level_lies(share):
    """Triangular noise of a step either way has the power of 1/6 of a step, rounding 1/12: together 1/4."""
    error = pcm16(level((100 + share) * STEP), 0) - (100 + share)
    assert np.square(error).mean() == pytest.approx(0.25, abs=0.005)


def test_a_tone_of_half_a_step_is_there_and_has_no_harmonics():
    """Rounded without noise it would be silence, or a square wave with a third of itself at three times the pitch."""
    time = np.arange(480_000) / 48_000
    wave = (0.5 * STEP * np.sin(2 * np.pi * 1_000 * time)).astype(np.float32)
    out = pcm16(np.stack([wave, wave], axis=1), 0)[:, 0]
    spectrum = np.abs(np.fft.rfft(out)) / 240_000
    assert spectrum[10_000] == pytest.approx(0.5, abs=0.01)
    assert spectrum[[20_000, 30_000, 50_000]].max() < 0.01


def test_the_channels_and_the_samples_have_noise_of_their_own():
    out = pcm16(level(0.5 * STEP), 0) - 0.5
    assert abs(np.corrcoef(out[:, 0], out[:, 1])[0, 1]) < 0.02
    assert abs(np.corrcoef(out[1:, 0], out[:-1, 0])[0, 1]) < 0.02


@given(st.integers(0, 10**9), st.integers(1, 999))
def test_pieces_join(first, cut):
    samples = np.random.default_rng(1).uniform(-1, 1, (1_000, 2)).astype(np.float32)
    parts = [pcm16(samples[:cut], first), pcm16(samples[cut:], first + cut)]
    assert np.array_equal(np.concatenate(parts), pcm16(samples, first))


def test_what_is_over_full_scale_is_cut():
    assert pcm16(level(1.5, 2), 0).tolist() == [[32_767, 32_767]] * 2
    assert pcm16(level(-1.5, 2), 0).tolist() == [[-32_768, -32_768]] * 2
    assert pcm16(level(0.99999, 1_000), 0).min() >= 32_765
