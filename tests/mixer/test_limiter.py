import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.mixer.limiter import AHEAD, MEMORY, Limiter
from draftreel.samples import silence


class Recording:
    """A tape in memory."""

    def __init__(self, samples):
        self._samples = samples

    def read(self, first, count):
        out = silence(count)
        part = self._samples[first : first + count]
        out[: len(part)] = part
        return out

    def close(self):
        pass


def limited(samples, block=None):
    limiter = Limiter(Recording(samples), 0)
    block = block or len(samples)
    return np.concatenate([limiter.read(min(block, len(samples) - at)) for at in range(0, len(samples), block)])


def noise(seconds, amplitude, seed=1):
    values = np.random.default_rng(seed).uniform(-amplitude, amplitude, (round(seconds * 48_000), 2))
    return values.astype(np.float32)


def test_what_fits_is_untouched_to_the_bit():
    samples = noise(1, 1.0)
    samples[100] = (1.0, -1.0)
    assert np.array_equal(limited(samples), samples)


def test_nothing_comes_out_above_full_scale():
    assert np.abs(limited(noise(2, 6.0))).max() <= 1.0


@given(st.lists(st.tuples(st.integers(0, 4_799), st.floats(-40, 40, width=32)), max_size=30))
def test_no_peaks_get_through(peaks):
    samples = silence(4_800)
    for at, value in peaks:
        samples[at] = (value, value / 2)
    assert np.abs(limited(samples)).max() <= 1.0


def test_a_lone_peak_is_brought_to_full_scale_and_the_far_is_untouched():
    samples = noise(2, 0.5)
    samples[48_000] = (2.0, 0.5)
    out = limited(samples)
    assert out[48_000] == pytest.approx([1.0, 0.25], rel=1e-6)
    assert np.array_equal(out[: 48_000 - AHEAD], samples[: 48_000 - AHEAD])
    assert np.array_equal(out[48_000 + MEMORY :], samples[48_000 + MEMORY :])


def test_the_gain_moves_smoothly():
    samples = np.full((96_000, 2), 0.5, np.float32)
    samples[48_000] = 4.0
    gains = np.delete(limited(samples)[:, 0] / 0.5, 48_000)
    assert gains.min() == pytest.approx(0.25, abs=0.01)
    assert np.abs(np.diff(gains)).max() < 0.01, "never by more than a hundredth a sample"


def test_a_loud_tone_stays_a_tone():
    time = np.arange(96_000) / 48_000
    wave = (2 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    out = limited(np.stack([wave, wave], axis=1))[24_000:72_000, 0]
    spectrum = np.abs(np.fft.rfft(out)) / 24_000
    assert spectrum[440] == pytest.approx(1.0, abs=0.02)
    spectrum[440] = 0
    assert spectrum.max() < 0.01, "the distortion is below 1 %"


@pytest.mark.parametrize("block", [1, 7, 239, 241, 5_000])
def test_the_block_does_not_change_a_sample(block):
    samples = noise(0.5 if block > 1 else 0.05, 1.5)
    samples[1_000:1_400] *= 0.1
    assert np.array_equal(limited(samples, block), limited(samples))
