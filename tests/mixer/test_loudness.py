"""How loud sounds are, measured here and by pyloudnorm."""

import numpy as np
import pyloudnorm
import pytest

from draftreel.media.loudness import SILENCE, integrated_loudness
from draftreel.mixer import mix
from draftreel.samples import silence
from draftreel.timeline import constant

METER = pyloudnorm.Meter(48_000)


def sine(hertz, seconds, amplitude):
    wave = amplitude * np.sin(2 * np.pi * hertz * np.arange(round(seconds * 48_000)) / 48_000)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def noise(seconds, amplitude, seed=1):
    return np.random.default_rng(seed).normal(0, amplitude, (round(seconds * 48_000), 2)).astype(np.float32)


def speech(seconds, amplitude=0.1):
    """Syllables of a buzzing voice, four a second, in phrases of 2 s with pauses of 1 s that only hiss."""
    time = np.arange(round(seconds * 48_000)) / 48_000
    voice = sum(np.sin(2 * np.pi * 130 * k * time) / k for k in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time), 0, 1) * (time % 3 < 2)
    wave = amplitude * voice * syllables
    return np.stack([wave, wave], axis=1).astype(np.float32) + noise(seconds, 1e-4)


SOUNDS = {
    "tone": sine(997, 5, 0.1),
    "low tone": sine(60, 5, 0.1),
    "noise": noise(5, 0.05),
    "left alone": noise(5, 0.05) * np.float32([1, 0]),
    "speech": speech(20),
    "loud and soft": np.concatenate([noise(4, 0.1), noise(4, 0.003), noise(4, 0.03)]),
    "mostly pause": np.concatenate([silence(480_000), noise(2, 0.05)]),
}


def test_a_sine_of_a_thousand_hertz_in_both_channels_is_as_loud_as_its_amplitude_says():
    """The standard's own calibration: 0 dBFS in one channel is -3.01 LUFS, in two it is 0."""
    assert integrated_loudness([sine(997, 5, 1.0)]) == pytest.approx(0.0, abs=0.05)
    assert integrated_loudness([sine(997, 5, 0.1)]) == pytest.approx(-20.0, abs=0.05)
    assert integrated_loudness([sine(997, 5, 1.0) * np.float32([0, 1])]) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("samples", SOUNDS.values(), ids=SOUNDS)
def test_pyloudnorm_measures_the_same(samples):
    assert integrated_loudness([samples]) == pytest.approx(METER.integrated_loudness(samples), abs=0.1)


def test_pauses_do_not_count():
    spoken = noise(5, 0.05)
    paused = np.concatenate([spoken, silence(480_000), spoken])
    assert integrated_loudness([paused]) == pytest.approx(integrated_loudness([spoken]), abs=0.2)


@pytest.mark.parametrize("block", [1_000, 48_000, 100_001])
def test_how_it_comes_does_not_change_the_figure(block):
    samples = SOUNDS["loud and soft"]
    parts = (samples[at : at + block] for at in range(0, len(samples), block))
    assert integrated_loudness(parts) == integrated_loudness([samples])


def test_silence_is_silence():
    assert integrated_loudness([silence(96_000)]) == SILENCE
    assert integrated_loudness([]) == SILENCE


@pytest.mark.parametrize("target", [-23.0, -14.0])
@pytest.mark.parametrize("samples", SOUNDS.values(), ids=SOUNDS)
def test_a_sound_comes_out_at_its_target(desk, clip, samples, target):
    seconds = len(samples) / 48_000
    mixed = desk.mixed([clip(desk.put("a", samples), 0, seconds, loudness=target)], seconds)
    assert METER.integrated_loudness(mixed) == pytest.approx(target, abs=0.5)


def test_only_what_is_played_counts(desk, clip):
    media = desk.put("a", np.concatenate([noise(3, 0.2), noise(3, 0.01)]))
    mixed = desk.mixed([clip(media, 0, 3, at=3, loudness=-23.0)], 3)
    assert METER.integrated_loudness(mixed) == pytest.approx(-23, abs=0.5)


@pytest.mark.parametrize("more", [{"speed": 2}, {"speed": 2, "keep_pitch": False}, {"reverse": True}])
def test_it_is_measured_as_it_is_played(desk, clip, more):
    media = desk.put("a", np.concatenate([noise(4, 0.01), noise(4, 0.1)]))
    mixed = desk.mixed([clip(media, 0, 3, loudness=-20.0, **more)], 3)
    assert METER.integrated_loudness(mixed) == pytest.approx(-20, abs=0.5)


def test_volume_and_fades_come_after(desk, clip):
    media = desk.put("a", noise(4, 0.01))
    plain = desk.mixed([clip(media, 0, 4, loudness=-23.0)], 4)
    half = desk.mixed([clip(media, 0, 4, loudness=-23.0, volume=constant(0.5), fade_in=2_000_000)], 4)
    assert half[96_000:] == pytest.approx(plain[96_000:] / 2, rel=1e-5)


def test_a_click_of_a_tenth_of_a_second_is_brought_there_too(desk, clip):
    """It is shorter than anything that the standard measures: as loud as if it went on."""
    mixed = desk.mixed([clip(desk.put("a", sine(1_000, 0.1, 0.01)), 0, 0.1, loudness=-20.0)], 0.1)
    assert np.abs(mixed).max() == pytest.approx(0.1, rel=0.06)


@pytest.mark.parametrize("samples", [silence(96_000), noise(2, 1e-5)], ids=["zeros", "hiss below -70 LUFS"])
def test_silence_is_left_as_it_is(desk, clip, samples):
    mixed = desk.mixed([clip(desk.put("a", samples), 0, 2, loudness=-23.0)], 2)
    assert np.array_equal(mixed, samples)


def test_neither_the_block_nor_where_it_begins_changes_a_sample(desk, clip):
    clips = [clip(desk.put("a", SOUNDS["loud and soft"]), 0, 12, loudness=-18.0)]
    whole = desk.mixed(clips, 12)
    assert np.array_equal(desk.mixed(clips, 12, block=4_099), whole)


def test_what_was_measured_is_kept_and_not_measured_again(desk, clip):
    class Shelf:
        def __init__(self):
            self.made = {}
            self.count = 0

        def kept(self, key, make):
            if repr(key) not in self.made:
                self.count += key[0] == "loudness"
                self.made[repr(key)] = make()
            return self.made[repr(key)]

    media, shelf = desk.put("a", noise(2, 0.05)), Shelf()
    films = [desk.film([clip(media, start, 2, loudness=target)], 3) for start, target in ((0, -23.0), (1, -16.0))]
    for film in films:
        list(mix(film, desk.library, shelf=shelf))
    assert shelf.count == 1, "neither the place nor the target is part of what is measured"
    list(mix(desk.film([clip(media, 0, 1, loudness=-23.0)], 3), desk.library, shelf=shelf))
    assert shelf.count == 2
