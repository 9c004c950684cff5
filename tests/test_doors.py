import subprocess
import sys

import av
import numpy as np
import pytest
from pydub import AudioSegment

import draftreel
from draftreel import doors
from draftreel.manifest import Output
from draftreel.media import SoundReader
from draftreel.settings import Settings

HEAVY = ("moviepy", "pydub", "prefect", "minio", "numpy", "av", "cv2", "numba", "pydantic")


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


def samples_of(segment):
    return np.array(segment.get_array_of_samples()).reshape(-1, segment.channels)


def heard(film, count=2 * 48_000):
    with SoundReader(film) as reader:
        return reader.read(0, count)


def pictures(film):
    with av.open(str(film)) as container:
        return [bytes(packet) for packet in container.demux(video=0)]


def test_importing_draftreel_imports_no_library():
    code = f"import sys, draftreel; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sound_door_needs_no_moviepy():
    code = "import sys, draftreel; draftreel.sound; print('moviepy' in sys.modules, 'pydub' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False True"


def test_the_doors_are_in_the_package_itself():
    assert draftreel.clip is doors.clip
    assert draftreel.sound is doors.sound
    with pytest.raises(AttributeError, match="no attribute 'window'"):
        _ = draftreel.window


def test_a_part_of_the_sound_can_be_asked_for(small_draft, settings):
    whole = samples_of(draftreel.sound(small_draft, settings))
    part = samples_of(draftreel.sound(small_draft, settings, Output(start_s=0.5, end_s=1.5)))
    assert (part == whole[24_000:72_000]).all()


def test_a_mix_that_pydub_changed_goes_under_the_film(small_draft, settings, tmp_path):
    film = tmp_path / "film.mp4"
    mix = draftreel.sound(small_draft, settings)
    report = draftreel.render(small_draft, film, sound=mix.apply_gain(-6.0206).fade_out(500), settings=settings)
    samples = heard(film)
    assert report.frames == 60
    assert np.abs(samples[4_800:60_000]).max() == pytest.approx(0.125, abs=0.01)
    assert np.abs(samples[95_000:]).max() < 0.02
    assert int(np.abs(np.fft.rfft(samples[:48_000, 0])).argmax()) == 440


def test_another_sound_leaves_the_pictures_as_they_are(small_draft, settings, tmp_path):
    one, two = tmp_path / "one.mp4", tmp_path / "two.mp4"
    draftreel.render(small_draft, one, settings=settings)
    report = draftreel.render(small_draft, two, sound=AudioSegment.silent(2_000), settings=settings)
    assert report.chunks_reused == report.chunks
    assert pictures(one) == pictures(two)
    assert np.abs(heard(one)).max() > 0.2
    assert np.abs(heard(two)).max() == 0


def click(milliseconds, rate, length=2_000):
    samples = np.zeros(rate * length // 1_000, np.int16)
    samples[rate * milliseconds // 1_000] = 30_000
    return AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate, channels=1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_a_segment_of_any_rate_and_channels_lies_in_step(small_draft, settings, tmp_path, rate):
    draftreel.render(small_draft, tmp_path / "film.mp4", sound=click(1_000, rate), settings=settings)
    samples = heard(tmp_path / "film.mp4")
    for channel in (0, 1):
        assert abs(int(np.abs(samples[:, channel]).argmax()) - 48_000) <= 48, "a millisecond"


def test_under_a_part_of_the_film_a_segment_begins_with_the_part(small_draft, settings, tmp_path):
    part = Output(start_s=1)
    draftreel.render(small_draft, tmp_path / "film.mp4", sound=click(500, 48_000), settings=settings, output=part)
    assert abs(int(np.abs(heard(tmp_path / "film.mp4")[:, 0]).argmax()) - 24_000) <= 48


def test_a_segment_that_is_too_short_is_followed_by_silence_and_one_too_long_is_cut(small_draft, settings, tmp_path):
    mix = draftreel.sound(small_draft, settings)
    for sound, quiet in ((mix[:1_000], True), (mix + mix, False)):
        draftreel.render(small_draft, tmp_path / "film.mp4", sound=sound, settings=settings)
        samples = heard(tmp_path / "film.mp4", 4 * 48_000)
        assert (np.abs(samples[50_000:90_000]).max() < 1e-3) == quiet
        assert np.abs(samples[96_000 + 1_024 :]).max() == 0


@pytest.mark.parametrize(("name", "peak"), [("s.mp3", 0.25), ("s.wav", 0.25), ("s.opus", 0.25), ("s.flac", 0.25)])
def test_a_segment_is_saved_without_another_program(tmp_path, name, peak):
    wave = (np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100) * peak * 32_767).astype("<i2")
    draftreel.save(AudioSegment(wave.tobytes(), sample_width=2, frame_rate=44_100, channels=1), tmp_path / name)
    samples = heard(tmp_path / name)
    assert int(np.abs(np.fft.rfft(samples[:48_000, 0])).argmax()) == 440
    assert np.abs(samples[4_800:43_200]).max() == pytest.approx(peak, abs=0.01)
    assert np.abs(samples[48_000:]).max() == 0


def test_a_saved_mix_of_16_bits_is_the_segment_to_its_bits(small_draft, settings, tmp_path):
    mix = draftreel.sound(small_draft, settings)
    draftreel.save(mix, tmp_path / "mix.flac")
    assert (heard(tmp_path / "mix.flac") * 32_768 == samples_of(mix)).all()
