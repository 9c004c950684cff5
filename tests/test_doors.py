import numpy as np
import pytest

from draftreel import doors
from draftreel.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path)


def test_a_draft_is_a_moviepy_clip_of_its_own_pictures(small_draft, settings):
    clip = doors.clip(small_draft, settings)
    try:
        assert (clip.size, clip.fps, clip.duration) == ((64, 36), 30.0, 2.0)
        frame = clip.get_frame(0.5).astype(int)
        assert frame.shape == (36, 64, 3)
        assert np.abs(frame[18, 32] - (255, 0, 0)).max() <= 3
        assert np.abs(frame[2, 2] - 55).max() <= 2
    finally:
        clip.close()


def test_a_clips_sound_is_the_mix(small_draft, settings):
    clip = doors.clip(small_draft, settings)
    try:
        heard = clip.audio.to_soundarray(fps=48_000)
        assert np.abs(heard[4800:43_200]).max() == pytest.approx(0.25, abs=0.01)
    finally:
        clip.close()


def test_a_drafts_sound_is_a_pydub_segment(small_draft, settings):
    segment = doors.sound(small_draft, settings)
    assert (segment.frame_rate, segment.channels, segment.sample_width) == (48_000, 2, 2)
    assert segment.duration_seconds == pytest.approx(2.0)
    samples = np.array(segment.get_array_of_samples()).reshape(-1, 2)[:, 0]
    spectrum = np.abs(np.fft.rfft(samples[:48_000]))
    assert int(spectrum.argmax()) == 440
