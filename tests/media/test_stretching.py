import numpy as np
import pytest

from draftreel.media import Stretcher

SECOND = 48_000


def tone(hertz, seconds):
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * SECOND)) / SECOND)
    return np.repeat(wave[:, None], 2, 1).astype(np.float32)


def pitch(samples):
    middle = samples[len(samples) // 4 : -len(samples) // 4, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 18))
    return spectrum.argmax() * SECOND / (1 << 18)


def played(places, fastest, samples, count, block=16_384):
    """The first `count` samples of what is heard, silence standing before and after the sound."""
    stretcher = Stretcher(places, fastest)
    padded = np.concatenate([np.zeros((-stretcher.begin, 2), np.float32), samples])
    heard, at = np.zeros((0, 2), np.float32), 0
    while len(heard) < count:
        piece = padded[at : at + block]
        piece = np.concatenate([piece, np.zeros((block - len(piece), 2), np.float32)])
        heard, at = np.concatenate([heard, stretcher.push(piece)]), at + block
    return heard[:count]


def stretched(speed, samples, block=16_384):
    return played(lambda at: at * speed, speed, samples, round(len(samples) / speed), block)


def beeps(seconds):
    """One of 80 ms at every whole second, its middle there."""
    sound = np.zeros((seconds * SECOND, 2), np.float32)
    beep = np.hanning(3_840) * np.sin(2 * np.pi * 880 * np.arange(3_840) / SECOND)
    for second in range(1, seconds):
        sound[second * SECOND - 1_920 : second * SECOND + 1_920] = beep[:, None]
    return sound


def middle_near(heard, due, reach):
    """Milliseconds from where a beep is due to where its energy's middle is."""
    energy = heard[due - reach : due + reach, 0].astype(float) ** 2
    return float((energy * np.arange(-reach, reach)).sum() / energy.sum()) / 48


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0, 10.0])
def test_pitch_and_loudness_stay_at_every_speed(speed):
    out = stretched(speed, tone(440, 2 * max(1.0, speed)))
    assert pitch(out) == pytest.approx(440, rel=0.002)
    assert np.abs(out[len(out) // 4 : -len(out) // 4]).max() == pytest.approx(0.5, rel=0.06)


@pytest.mark.parametrize("speed", [0.5, 0.75, 0.9, 1.5, 2.0, 4.0])
def test_what_is_stretched_stays_in_step_within_a_millisecond_from_start_to_end(speed):
    heard = stretched(speed, beeps(21))
    for second in range(1, 21):
        due = round(second * SECOND / speed)
        assert abs(middle_near(heard, due, round(0.4 * SECOND / max(1, speed)))) < 1


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 2.0])
def test_a_click_stays_a_click(speed):
    """Nine tenths of what it becomes lie within 2 ms."""
    sound = np.zeros((2 * SECOND, 2), np.float32)
    sound[SECOND] = 0.8
    energy = stretched(speed, sound)[:, 0].astype(float) ** 2
    due = round(SECOND / speed)
    assert energy[due - 48 : due + 48].sum() > 0.9 * energy.sum()


@pytest.mark.parametrize("speed", [0.5, 1.5])
def test_between_the_tones_of_a_chord_there_is_nothing(speed):
    """Less than a thousandth of its energy lies further than 10 Hz from 220, 330 and 440 Hz."""
    chord = sum(tone(hertz, 4) for hertz in (220, 330, 440)) / 3
    heard = stretched(speed, chord)
    inside = heard[len(heard) // 8 : -len(heard) // 8, 0]
    energy = np.abs(np.fft.rfft(inside * np.blackman(len(inside)))) ** 2
    hertz = np.fft.rfftfreq(len(inside), 1 / SECOND)
    near = np.min([np.abs(hertz - tone) for tone in (220, 330, 440)], axis=0) < 10
    assert energy[~near].sum() < 1e-3 * energy.sum()


def test_at_its_own_speed_a_sound_stays_as_it_is():
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (SECOND, 2)).astype(np.float32)
    assert np.abs(stretched(1.0, noise) - noise)[: -SECOND // 4].max() < 1e-4


def test_what_one_channel_is_of_the_other_it_stays():
    noise = np.random.default_rng(2).uniform(-0.5, 0.5, SECOND).astype(np.float32)
    heard = stretched(0.75, np.stack([noise, -0.5 * noise], axis=1))
    assert np.abs(heard[:, 1] + 0.5 * heard[:, 0]).max() < 1e-4


def test_silence_stays_silence():
    assert not stretched(1.7, np.zeros((SECOND, 2), np.float32)).any()


def test_sound_after_silence_and_after_sound_that_holds_no_numbers_is_heard():
    sound = np.concatenate([tone(440, 1) * 0, tone(440, 1) * np.float32("nan"), tone(440, 1) * 0, tone(440, 2)])
    heard = stretched(0.8, sound)[round(3.5 * SECOND / 0.8) : round(4.5 * SECOND / 0.8)]
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() == pytest.approx(0.5, rel=0.06)


@pytest.mark.parametrize("block", [999, 50_000])
def test_the_same_sound_comes_out_whatever_the_blocks(block):
    samples = tone(440, 2)
    assert np.array_equal(stretched(1.5, samples, block), stretched(1.5, samples))


def test_a_speed_that_rises_from_one_to_three_brings_each_beep_where_the_integral_says():
    """In ten seconds twenty pass: after t seconds t + t * t / 10 of the source."""
    heard = played(lambda at: at + at * at / (10 * SECOND), 3.0, beeps(20), 10 * SECOND)
    for second in range(1, 19):
        due = round(5 * (np.sqrt(1 + 0.4 * second) - 1) * SECOND)
        assert abs(middle_near(heard, due, round(0.12 * SECOND))) < 5


def test_pitch_stays_while_the_speed_changes():
    heard = played(lambda at: at + at * at / (10 * SECOND), 3.0, tone(440, 20), 10 * SECOND)
    assert pitch(heard) == pytest.approx(440, rel=0.002)
