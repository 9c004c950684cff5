"""Sounds at other speeds, in time with their pictures."""

from fractions import Fraction

import numpy as np
import pytest

from draftreel.span import SECOND, Span
from draftreel.timeline import Knot, Ramp, Retiming, SoundClip

RISING = Ramp((Knot(0, 0, 1.0), Knot(5 * SECOND, 10 * SECOND, 3.0)))
"""From 1 to 3 within five seconds: after t seconds t + t * t / 5 of the source have passed."""


def beeps(*seconds, length):
    """80 ms of 880 Hz, their middles at these seconds."""
    sound = np.zeros((length * 48_000, 2), np.float32)
    beep = 0.5 * np.hanning(3_840) * np.sin(2 * np.pi * 880 * np.arange(3_840) / 48_000)
    for second in seconds:
        at = round(second * 48_000)
        sound[at - 1_920 : at + 1_920] = beep[:, None]
    return sound


def heard_at(mixed, second, reach=0.1):
    """Where near a second the middle of what sounds is, in seconds."""
    low = round((second - reach) * 48_000)
    energy = mixed[low : round((second + reach) * 48_000), 0].astype(float) ** 2
    return (low + float((energy * np.arange(len(energy))).sum() / energy.sum())) / 48_000


def played(desk, source, seconds, retiming, **more):
    return desk.mixed([SoundClip(Span(0, seconds * SECOND), desk.put("a", source), retiming, **more)], seconds)


@pytest.mark.parametrize("speed", ["0.1", "0.25", "0.4", "0.5", "0.8", "1.3", "2", "3", "10"])
def test_beeps_come_within_ten_milliseconds_of_their_time_at_any_speed(desk, speed):
    speed = Fraction(speed)
    at = [speed, 5 * speed, 9 * speed]
    mixed = played(desk, beeps(*map(float, at), length=int(10 * speed) + 1), 10, Retiming(speed=speed))
    assert [heard_at(mixed, due, 0.45) for due in (1, 5, 9)] == pytest.approx([1, 5, 9], abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("speed", [Fraction(109, 100), Fraction(3, 4)])
def test_ten_minutes_on_beeps_are_still_in_time(desk, speed):
    at = [speed, 300 * speed, 599 * speed]
    mixed = played(desk, beeps(*map(float, at), length=int(600 * speed) + 1), 600, Retiming(speed=speed))
    assert [heard_at(mixed, due) for due in (1, 300, 599)] == pytest.approx([1, 300, 599], abs=0.001)


@pytest.mark.parametrize("keep_pitch", [True, False])
@pytest.mark.parametrize("reverse", [False, True])
def test_along_a_curve_a_beep_lands_where_the_integral_says(desk, keep_pitch, reverse):
    length = 10 * SECOND
    retiming = Retiming(0, length, Fraction(2), reverse, length, ramp=RISING)
    due = [1.0, 2.5, 4.0]
    passed = [time + time * time / 5 for time in due]
    source = beeps(*(10 - run if reverse else run for run in passed), length=10)
    mixed = played(desk, source, 5, retiming, keep_pitch=keep_pitch)
    assert [heard_at(mixed, time) for time in due] == pytest.approx(due, abs=0.005)


def test_along_a_curve_sound_and_picture_are_at_the_same_moment_at_ten_points(desk):
    """The beep at what the picture shows after t seconds is heard at t."""
    crooked = Ramp((Knot(0, 0, 0.8), Knot(SECOND, SECOND, 1.2), Knot(2 * SECOND, 4 * SECOND, 4.8)))
    retiming = Retiming(SECOND, 4 * SECOND, Fraction(2), limit=6 * SECOND, ramp=crooked)
    for step in range(1, 11):
        time = round(step * 2 * SECOND / 11)
        mixed = played(desk, beeps(retiming.source_time(time) / SECOND, length=6), 2, retiming)
        assert heard_at(mixed, time / SECOND, 0.15) == pytest.approx(time / SECOND, abs=0.01)


def test_along_a_curve_pitch_is_kept_or_follows(desk, tone, peaks):
    """From 3.5 s on the speed is past 2.4."""
    retiming = Retiming(0, 10 * SECOND, Fraction(2), limit=10 * SECOND, ramp=RISING)
    kept = played(desk, tone(440, 10), 5, retiming)[3 * 48_000 : 4 * 48_000]
    shifted = played(desk, tone(440, 10), 5, retiming, keep_pitch=False)[168_000:192_000, 0]
    assert max(peaks(kept).items(), key=lambda peak: peak[1])[0] == 440
    assert np.abs(np.fft.rfft(shifted)).argmax() * 2 == pytest.approx(440 * 2.5, abs=440 * 0.15)


@pytest.mark.parametrize("block", [999, 30_000])
@pytest.mark.parametrize("speed", [Fraction(3, 10), Fraction(7, 5)])
def test_whatever_the_block_the_samples_are_the_same(desk, tone, speed, block):
    media = desk.put("a", tone(330, 3))
    for ramp in (None, RISING):
        clip = SoundClip(Span(0, SECOND), media, Retiming(0, SECOND, speed, ramp=ramp))
        assert np.array_equal(desk.mixed([clip], 1, block=block), desk.mixed([clip], 1))


def test_backwards_and_fast_what_came_last_comes_first(desk):
    """At double speed the beeps at 7 and 5 s of 8 come after 0.5 and 1.5 s."""
    retiming = Retiming(0, 8 * SECOND, Fraction(2), reverse=True, limit=8 * SECOND)
    mixed = played(desk, beeps(5, 7, length=8), 4, retiming)
    assert [heard_at(mixed, due) for due in (0.5, 1.5)] == pytest.approx([0.5, 1.5], abs=0.002)


@pytest.mark.parametrize("keep_pitch", [True, False])
def test_after_the_end_of_a_source_that_is_too_short_there_is_silence(desk, tone, keep_pitch):
    mixed = played(desk, tone(440, 2), 4, Retiming(speed=Fraction(2)), keep_pitch=keep_pitch)
    assert np.abs(mixed[24_000:43_000]).max() > 0.45
    assert not mixed[48_000 + 4_800 :].any()
