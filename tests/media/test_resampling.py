"""Any rate made 48 kHz: what is heard stays, what cannot be is gone, and everything keeps its place."""

import numpy as np
import pytest

from draftreel.media.resampling import resampled

RATES = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 88_200, 96_000, 176_400, 192_000]


def tone(rate, hertz, seconds=2):
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(rate * seconds) / rate)
    return np.stack([wave, wave], 1).astype(np.float32)


def at_48_khz(samples, rate):
    blocks = (samples[first : first + 4_096] for first in range(0, len(samples), 4_096))
    return np.concatenate(list(resampled(blocks, rate)))


def decibels(samples):
    """Of each whole frequency against a tone of amplitude 0.5, over the sound's middle second."""
    window = np.kaiser(48_000, 20)
    spectrum = np.abs(np.fft.rfft(samples[24_000:72_000, 0] * window)) / (window.sum() / 2)
    return 20 * np.log10(spectrum / 0.5 + 1e-12)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.4, 0.45])
@pytest.mark.parametrize("rate", RATES)
def test_tones_up_to_0_45_of_the_rate_stay_as_loud_and_bring_no_others(rate, share):
    hertz = round(min(rate, 48_000) * share)
    heard = decibels(at_48_khz(tone(rate, hertz), rate))
    assert heard[hertz] == pytest.approx(0, abs=0.5)
    heard[hertz - 12 : hertz + 13] = -120
    assert heard.max() < -80


@pytest.mark.parametrize("hertz", [26_500, 30_000, 40_000])
@pytest.mark.parametrize("rate", [88_200, 96_000, 176_400, 192_000])
def test_what_is_above_hearing_does_not_come_back_as_something_else(rate, hertz):
    assert decibels(at_48_khz(tone(rate, hertz), rate)).max() < -80


@pytest.mark.parametrize("rate", RATES)
def test_an_impulse_keeps_its_place_and_the_sound_its_length(rate):
    samples = np.zeros((2 * rate, 2), np.float32)
    samples[rate] = 0.5
    heard = at_48_khz(samples, rate)
    power = heard[:, 0].astype(np.float64) ** 2
    assert len(heard) == 96_000
    assert (power * np.arange(96_000)).sum() / power.sum() == pytest.approx(48_000, abs=0.01)
