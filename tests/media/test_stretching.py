import numpy as np
import pytest

from draftreel.errors import SoundError
from draftreel.media import Stretcher

SECOND = 48_000


def tone(hertz, seconds):
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * SECOND)) / SECOND)
    return np.repeat(wave[:, None], 2, 1).astype(np.float32)


def pitch(samples):
    middle = samples[len(samples) // 4 : -len(samples) // 4, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 18))
    return spectrum.argmax() * SECOND / (1 << 18)


def stretched(speed, samples, block=10_000):
    stretcher = Stretcher(speed)
    parts = [stretcher.push(samples[at : at + block]) for at in range(0, len(samples), block)]
    return np.concatenate([*parts, stretcher.flush()])


def test_double_speed_keeps_440_hertz_and_halves_the_length():
    out = stretched(2.0, tone(440, 4))
    assert len(out) == 2 * SECOND
    assert pitch(out) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("speed", [0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 3.0, 8.0, 20.0, 100.0])
def test_length_and_pitch_at_every_speed(speed):
    seconds = max(1.0, speed)
    out = stretched(speed, tone(440, seconds))
    assert len(out) == round(seconds * SECOND / speed)
    assert pitch(out) == pytest.approx(440, abs=3)
    loud = np.abs(out[len(out) // 4 : -len(out) // 4]).max()
    assert loud == pytest.approx(0.5, abs=0.1)


def test_what_happens_in_the_middle_stays_in_the_middle():
    samples = np.concatenate([tone(440, 2) * 0, tone(440, 2)])
    out = stretched(2.0, samples)
    start = int(np.argmax(np.abs(out[:, 0]) > 0.1))
    assert start == pytest.approx(SECOND, abs=0.05 * SECOND)


def test_speed_one_changes_nothing():
    samples = tone(440, 1)
    assert np.array_equal(stretched(1.0, samples), samples)


def test_silence_stays_silence():
    assert not stretched(1.7, np.zeros((SECOND, 2), np.float32)).any()


@pytest.mark.parametrize("speed", [0.0, 0.01, 101.0, -1.0, float("nan")])
def test_a_speed_out_of_range_is_refused(speed):
    with pytest.raises(SoundError):
        Stretcher(speed)


def test_the_same_sound_comes_out_whatever_the_blocks():
    samples = tone(440, 2)
    assert np.array_equal(stretched(1.5, samples, 999), stretched(1.5, samples, 50_000))


@pytest.mark.parametrize("speed", [0.5, 0.75, 0.9, 1.5, 2.0])
def test_what_is_stretched_stays_in_step_within_ten_milliseconds(speed):
    """Five beeps of 80 ms, their middles at 1, 2 ... 5 s, are heard there, divided by the speed."""
    length, beep = 3840, np.hanning(3840) * np.sin(2 * np.pi * 880 * np.arange(3840) / 48_000)
    sound = np.zeros((6 * 48_000, 2), np.float32)
    for second in range(1, 6):
        start = second * 48_000 - length // 2
        sound[start : start + length] = beep[:, None]
    stretcher = Stretcher(speed)
    heard = np.concatenate([stretcher.push(sound), stretcher.flush()])[:, 0].astype(float) ** 2
    for second in range(1, 6):
        due = round(second * 48_000 / speed)
        near = heard[due - 9600 : due + 9600]
        middle = float((near * np.arange(-9600, 9600)).sum() / near.sum())
        assert abs(middle) / 48 < 10
