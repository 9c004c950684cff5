"""Volume, fades, joins, channels: what a sample is multiplied with."""

import numpy as np
import pytest

from draftreel.mixer.envelope import gain
from draftreel.span import SECOND, Span
from draftreel.timeline import Curve, Key, Media, MediaKind, Retiming, Routing, SoundClip, constant

SOUND = Media("s", MediaKind.SOUND, duration=60 * SECOND, has_sound=True)
SECOND_OF_SAMPLES = 48_000


def gains(seconds=4.0, **more):
    """The gains of a clip of so many seconds that begins at 1 s, over all of it."""
    clip = SoundClip(Span(SECOND, round(seconds * SECOND)), SOUND, Retiming(), **more)
    return gain(clip, SECOND_OF_SAMPLES, round(seconds * SECOND_OF_SAMPLES))


def level(value, seconds=4):
    return np.full((round(seconds * SECOND_OF_SAMPLES), 2), value, np.float32)


def noise(seconds, seed):
    values = np.random.default_rng(seed).normal(0, 0.05, (round(seconds * SECOND_OF_SAMPLES), 2))
    return values.astype(np.float32)


def decibels(samples):
    return 10 * np.log10(np.square(samples.astype(np.float64)).mean())


@pytest.mark.parametrize(("volume", "amplitude"), [(0.25, 0.01), (1.0, 0.04), (2.0, 0.08), (10.0, 0.4)])
def test_volume_is_a_linear_amplitude_up_to_twenty_decibels_more(desk, clip, volume, amplitude):
    mixed = desk.mixed([clip(desk.put("a", level(0.04)), 0, 4, volume=constant(volume))], 4)
    assert mixed[:, 0] == pytest.approx(np.full(len(mixed), amplitude), rel=1e-6)


def test_a_clip_without_fades_and_keys_has_one_gain():
    assert gains(volume=constant(0.5)) == 0.5


def test_a_fade_in_of_two_seconds_is_at_its_quarters_after_every_half():
    found = gains(fade_in=2 * SECOND)
    assert found[[0, 24_000, 48_000, 72_000, 96_000, 191_999]] == pytest.approx([0, 0.25, 0.5, 0.75, 1, 1])


def test_a_fade_out_of_two_seconds_is_at_its_quarters_after_every_half():
    found = gains(fade_out=2 * SECOND)
    assert found[[0, 96_000, 120_000, 144_000, 168_000]] == pytest.approx([1, 1, 0.75, 0.5, 0.25])
    assert found[-1] == pytest.approx(0, abs=2e-5)


def test_fades_that_meet_multiply():
    found = gains(seconds=2, fade_in=2 * SECOND, fade_out=2 * SECOND)
    assert found[[24_000, 48_000, 72_000]] == pytest.approx([0.25 * 0.75, 0.25, 0.25 * 0.75])


def test_keys_are_met_and_run_straight_between_and_hold_outside():
    volume = Curve((Key(SECOND, 0.5), Key(2 * SECOND, 2.0), Key(3 * SECOND, 0.0)))
    found = gains(volume=volume)
    at = np.array([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]) * SECOND_OF_SAMPLES
    assert found[at.astype(int)] == pytest.approx([0.5, 0.5, 0.5, 1.25, 2, 1, 0, 0])


def test_a_join_is_a_quarter_of_a_sine():
    found = gains(join_in=SECOND, join_out=SECOND)
    sines = [0, 0.382683, 0.707107, 0.92388, 1]
    assert found[[0, 12_000, 24_000, 36_000, 48_000]] == pytest.approx(sines, abs=1e-6)
    assert found[[144_000, 156_000, 168_000, 180_000]] == pytest.approx(sines[:0:-1], abs=1e-6)


def test_the_powers_of_the_two_sides_of_a_join_sum_to_one_everywhere():
    leaving = gain(SoundClip(Span(0, 3 * SECOND), SOUND, Retiming(), join_out=777_777), 0, 144_000)
    coming = SoundClip(Span(3 * SECOND - 777_777, 3 * SECOND), SOUND, Retiming(), join_in=777_777)
    first = round((3 * SECOND - 777_777) * 48 / 1000) + 1
    powers = leaving[first:] ** 2 + gain(coming, first, 144_000 - first) ** 2
    assert powers == pytest.approx(np.ones(len(powers)), abs=1e-6)


def test_volume_fade_and_join_multiply():
    found = gains(volume=constant(0.5), fade_in=2 * SECOND, join_in=2 * SECOND)
    assert found[48_000] == pytest.approx(0.5 * 0.5 * 0.707107)


def test_two_sounds_that_know_nothing_of_each_other_keep_their_level_through_a_join(desk, clip):
    """In every tenth of a second; joined by straight lines they would sink by 3 dB in the middle."""
    one, other = desk.put("one", noise(3, 1)), desk.put("other", noise(3, 2))
    clips = [clip(one, 0, 3, join_out=SECOND), clip(other, 2, 3, join_in=SECOND)]
    mixed = desk.mixed(clips, 5)
    levels = [decibels(mixed[at : at + 4_800]) for at in range(0, len(mixed), 4_800)]
    assert levels == pytest.approx([20 * np.log10(0.05)] * 50, abs=0.5)


def test_a_join_leaves_what_lies_outside_it_as_it_was(desk, clip):
    source = noise(3, 1)
    mixed = desk.mixed([clip(desk.put("a", source), 0, 3, join_in=SECOND, join_out=SECOND)], 3)
    assert np.array_equal(mixed[48_000:96_000], source[48_000:96_000])


@pytest.mark.parametrize(
    ("routing", "expected"),
    [
        (Routing(), [0.5, 0.25]),
        (Routing((1.0, 0.0), (1.0, 0.0)), [0.5, 0.5]),
        (Routing((0.0, 1.0), (0.0, 1.0)), [0.25, 0.25]),
        (Routing((0.0, 1.0), (1.0, 0.0)), [0.25, 0.5]),
        (Routing((1.0, 0.0), (0.0, 0.0)), [0.5, 0.0]),
        (Routing((0.5, 0.5), (0.5, 0.5)), [0.375, 0.375]),
    ],
    ids=["straight", "left on both", "right on both", "swapped", "left alone", "mixed"],
)
def test_channels_go_where_they_are_routed(desk, clip, routing, expected):
    source = level(0.5) * np.float32([1, 0.5])
    mixed = desk.mixed([clip(desk.put("a", source), 0, 4, routing=routing)], 4)
    assert mixed == pytest.approx(np.tile(expected, (len(mixed), 1)), abs=1e-6)
