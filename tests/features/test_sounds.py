"""What a draft plays: tones of amplitude 0.25 from the two libraries' drafts."""

import numpy as np
import pytest

FULL = 0.25


def test_a_tone_plays_at_its_pitch_and_level(desk):
    film = desk.heard(desk.tone())
    assert film.hertz() == pytest.approx(440, abs=2)
    assert film.level(0.2, 0.8) == pytest.approx(FULL, rel=0.02)
    assert len(film.sound()) == 48_000


def test_volume_is_an_amplitude(desk):
    assert desk.heard(desk.tone(volume=0.5)).level(0.2, 0.8) == pytest.approx(FULL / 2, rel=0.02)


def test_volume_above_one_is_louder_and_never_clips(desk):
    film = desk.heard(desk.tone(volume=2.0))
    assert film.level(0.2, 0.8) == pytest.approx(2 * FULL, rel=0.02)
    loud = desk.tone(volume=10.0)
    assert 0.88 < np.abs(desk.heard(loud).sound()).max() <= 0.9, "the ceiling is 1 dB below full scale: 0.891"


def test_a_trimmed_sound_starts_at_its_in_point(desk):
    film = desk.heard(desk.tone("late.wav", source_timerange=desk.at(0.25, 1.0)))
    assert film.level(0.0, 0.24) == pytest.approx(0, abs=0.001)
    assert film.level(0.26, 0.9) == pytest.approx(FULL, rel=0.02)


@pytest.mark.parametrize(("speed", "seconds"), [(2.0, 1.0), (0.5, 2.0)])
def test_at_another_speed_a_tone_keeps_its_pitch(desk, speed, seconds):
    film = desk.heard(desk.tone(duration=seconds, speed=speed))
    assert film.hertz(0.2, seconds - 0.2) == pytest.approx(440, abs=4)
    assert film.level(0.2, seconds - 0.2) == pytest.approx(FULL, rel=0.1)


def test_when_it_is_asked_for_the_pitch_follows_the_speed(desk):
    assert desk.heard(desk.tone(speed=2.0, change_pitch=True)).hertz() == pytest.approx(880, abs=4)


def test_a_fade_is_half_way_at_half_time(desk):
    tone = desk.tone()
    tone.add_fade(400_000, 400_000)
    film = desk.heard(tone)
    assert film.level(0.19, 0.21) == pytest.approx(FULL / 2, rel=0.1)
    assert film.level(0.45, 0.55) == pytest.approx(FULL, rel=0.02)
    assert film.level(0.79, 0.81) == pytest.approx(FULL / 2, rel=0.1)
    assert film.level(0.995, 1.0) < 0.01


def test_keyframed_volume_is_half_way_at_half_time_and_holds_at_the_ends(desk):
    tone = desk.tone()
    tone.add_keyframe(250_000, 0.0)
    tone.add_keyframe(750_000, 1.0)
    film = desk.heard(tone)
    assert film.level(0.0, 0.24) == pytest.approx(0, abs=0.001)
    assert film.level(0.49, 0.51) == pytest.approx(FULL / 2, rel=0.1)
    assert film.level(0.8, 1.0) == pytest.approx(FULL, rel=0.02)


def test_two_sounds_add(desk):
    script = desk.script("audio:low", "audio:high")
    script.add_segment(desk.tone(), "low")
    script.add_segment(desk.tone("high.wav"), "high")
    sound = desk.film(script).sound(0.0, 1.0)
    strength = np.abs(np.fft.rfft(sound)) * 2 / len(sound)
    assert strength[440] == pytest.approx(FULL, rel=0.05)
    assert strength[1000] == pytest.approx(FULL, rel=0.05)


def test_one_after_the_other_with_silence_between(desk):
    film = desk.heard(desk.tone(duration=0.5), desk.tone("high.wav", 1.0, 0.5))
    assert film.hertz(0.1, 0.4) == pytest.approx(440, abs=4)
    assert film.level(0.51, 0.99) == pytest.approx(0, abs=0.001)
    assert film.hertz(1.1, 1.4) == pytest.approx(1000, abs=4)


def test_a_muted_track_is_silent(desk):
    script = desk.script("audio:muted!", "video")
    script.add_segment(desk.tone(), "muted")
    script.add_segment(desk.shot("white.png"))
    film = desk.film(script)
    assert not film.timeline.sounds or np.abs(film.sound()).max() == 0


def test_a_clips_own_sound_plays_with_its_volume_and_fades(desk):
    shot = desk.shot("sounding.mp4", volume=0.5)
    shot.add_fade(400_000, 0)
    film = desk.shown(shot)
    assert film.hertz(0.45, 0.95) == pytest.approx(440, abs=4)
    assert film.level(0.5, 0.9) == pytest.approx(FULL / 2, rel=0.05)
    assert film.level(0.19, 0.21) == pytest.approx(FULL / 4, rel=0.15)


def test_a_clip_at_double_speed_keeps_the_pitch_of_its_sound(desk):
    assert desk.shown(desk.shot("sounding.mp4", speed=2.0)).hertz() == pytest.approx(440, abs=4)


def test_a_muted_clip_is_seen_and_not_heard(desk):
    film = desk.shown(desk.shot("sounding.mp4", volume=0.0))
    assert film.lumas(0.0) == [40]
    assert not film.timeline.sounds or np.abs(film.sound()).max() == 0
