import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import firwin, resample_poly

from draftreel.mixer.limiter import AHEAD, CEILING, MEMORY, Limiter
from draftreel.mixer.peaks import REACH
from draftreel.samples import silence

NEAR = AHEAD + REACH


class Recording:
    """A tape in memory, with silence before and after."""

    def __init__(self, samples):
        self._samples = samples

    def read(self, first, count):
        out = silence(count)
        part = self._samples[max(first, 0) : max(first + count, 0)]
        out[max(-first, 0) : max(-first, 0) + len(part)] = part
        return out

    def close(self):
        pass


def limited(samples, block=None, first=0):
    limiter = Limiter(Recording(samples), first)
    block = block or len(samples)
    return np.concatenate([limiter.read(min(block, len(samples) - at)) for at in range(first, len(samples), block)])


def noise(seconds, amplitude, seed=1):
    values = np.random.default_rng(seed).uniform(-amplitude, amplitude, (round(seconds * 48_000), 2))
    return values.astype(np.float32)


def bandlimited(seconds, loudest, hertz=20_000, seed=1):
    """Noise without what lies above `hertz`, with its loudest sample at a given amplitude."""
    values = np.random.default_rng(seed).normal(0, 1, (round(seconds * 48_000), 2))
    spectrum = np.fft.rfft(values, axis=0)
    spectrum[round(hertz * seconds) :] = 0
    values = np.fft.irfft(spectrum, axis=0)
    return (values / np.abs(values).max() * loudest).astype(np.float32)


def tone(hertz, amplitude, phase=0.0, seconds=2.0):
    """A sine with soft ends of a tenth of a second."""
    time = np.arange(round(seconds * 48_000)) / 48_000
    ends = np.clip(np.minimum(time, time[::-1]) * 10, 0, 1)
    wave = amplitude * ends * np.sin(2 * np.pi * hertz * time + phase)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def dbtp(samples):
    """The true peak in dB of full scale, read at eight points a sample through a long filter of scipy's."""
    shape = firwin(8 * 128 + 1, 1 / 8, window=("kaiser", 8.0))
    return 20 * np.log10(np.abs(resample_poly(samples.astype(np.float64), 8, 1, axis=0, window=shape)).max())


def test_the_ceiling_is_one_decibel_below_full_scale():
    assert 20 * np.log10(CEILING) == pytest.approx(-1)


def test_a_quarter_rate_tone_between_whose_samples_the_peaks_hide_swings_three_decibels_higher():
    """The classic: every sample of it is 0.707 at most, its true peak is 1."""
    samples = tone(12_000, 1.0, np.pi / 4)
    assert np.abs(samples).max() < 0.708
    assert dbtp(samples) == pytest.approx(0, abs=0.05)
    assert dbtp(limited(samples)) == pytest.approx(-1, abs=0.1)
    fits = tone(12_000, 0.89, np.pi / 4)
    assert np.array_equal(limited(fits), fits)


@pytest.mark.parametrize(
    "samples",
    [tone(440, 4), tone(997, 1.5), tone(20_000, 1.3, 0.3), bandlimited(2, 1.0), bandlimited(2, 8.0)],
    ids=["440 Hz", "997 Hz", "20 kHz", "noise", "loud noise"],
)
def test_no_true_peak_is_above_the_ceiling(samples):
    samples = (samples * np.hanning(len(samples))[:, np.newaxis]).astype(np.float32)
    assert dbtp(samples) > -0.9
    assert dbtp(limited(samples)) <= -1 + 0.1


def test_what_swings_below_the_ceiling_is_untouched_to_the_bit():
    samples = bandlimited(1, 0.5)
    assert np.array_equal(limited(samples), samples)
    louder = samples * np.float32(10 ** ((-1.05 - dbtp(samples)) / 20))
    assert np.abs(louder).max() > 0.7
    assert np.array_equal(limited(louder), louder)
    assert not np.array_equal(limited(louder * np.float32(1.02)), louder * np.float32(1.02))


def test_no_sample_comes_out_above_the_ceiling():
    assert np.abs(limited(noise(2, 6.0))).max() <= np.float32(CEILING)


@given(st.lists(st.tuples(st.integers(0, 4_799), st.floats(-40, 40, width=32)), max_size=30))
def test_no_peaks_get_through(peaks):
    samples = silence(4_800)
    for at, value in peaks:
        samples[at] = (value, value / 2)
    assert np.abs(limited(samples)).max() <= np.float32(CEILING)


def test_a_sound_that_begins_too_loud_is_turned_down_before_it_begins():
    samples = tone(440, 2.0)[24_000:48_000]
    out = limited(samples)
    assert out[0, 0] / samples[0, 0] == pytest.approx(CEILING / 2, rel=0.05)
    assert np.abs(out[:240]).max() <= np.float32(CEILING)


def test_a_lone_peak_is_brought_to_the_ceiling_and_the_far_is_untouched():
    samples = bandlimited(2, 0.4)
    samples[48_000] = (2.0, 0.5)
    out = limited(samples)
    assert np.abs(out[48_000]) == pytest.approx([CEILING, CEILING / 4], rel=0.1)
    assert np.array_equal(out[: 48_000 - NEAR - 1], samples[: 48_000 - NEAR - 1])
    assert np.array_equal(out[48_000 + MEMORY :], samples[48_000 + MEMORY :])


def test_the_gain_moves_smoothly():
    samples = np.full((96_000, 2), 0.4, np.float32)
    samples[48_000] = 4.0
    gains = np.delete(limited(samples)[2_400:93_600, 0] / 0.4, 48_000 - 2_400)
    assert gains.min() == pytest.approx(CEILING / 4, abs=0.01)
    assert np.abs(np.diff(gains)).max() < 0.01, "never by more than a hundredth a sample"


def test_a_loud_tone_stays_a_tone():
    time = np.arange(96_000) / 48_000
    wave = (2 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    out = limited(np.stack([wave, wave], axis=1))[24_000:72_000, 0]
    spectrum = np.abs(np.fft.rfft(out)) / 24_000
    assert spectrum[440] == pytest.approx(CEILING, abs=0.02)
    spectrum[440] = 0
    assert spectrum.max() < 0.01, "the distortion is below 1 %"


@pytest.mark.parametrize("block", [1, 7, 239, 241, 5_000])
def test_the_block_does_not_change_a_sample(block):
    samples = noise(0.5 if block > 1 else 0.05, 1.5)
    samples[1_000:1_400] *= 0.1
    assert np.array_equal(limited(samples, block), limited(samples))


@pytest.mark.parametrize("first", [MEMORY, MEMORY + 777, 60_001])
def test_begun_early_enough_it_does_as_if_it_had_heard_all(first):
    samples = noise(2, 1.2)
    whole = limited(samples)
    assert np.array_equal(limited(samples, 4_096, first - MEMORY)[MEMORY:], whole[first:])
