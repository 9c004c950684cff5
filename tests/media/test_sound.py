import random
from fractions import Fraction

import av
import numpy as np
import pytest

from draftreel.errors import MaterialError
from draftreel.media import SoundReader, probe

SECOND = 48_000


def click(rate, at, channels=2, count=None):
    """Silence but for one loud, short, symmetric bump centred on sample `at`."""
    out = np.zeros((count or 2 * rate, channels), np.float32)
    bump = np.hanning(33)
    out[at - 16 : at + 17] = bump[:, None] * 0.8
    return out


def centre(samples):
    """Where the loudest bump's weight lies."""
    power = samples[:, 0].astype(np.float64) ** 2
    peak = int(power.argmax())
    near = np.arange(max(0, peak - 200), min(len(power), peak + 201))
    return float((near * power[near]).sum() / power[near].sum())


def tune(rate, seconds=3, channels=2):
    """Two gliding tones: no two places alike."""
    t = np.arange(int(rate * seconds)) / rate
    left = 0.4 * np.sin(2 * np.pi * (200 * t + 150 * t * t))
    right = 0.4 * np.sin(2 * np.pi * (900 * t - 60 * t * t))
    return np.stack([left, right], 1)[:, :channels].astype(np.float32)


LOSSLESS = [
    ("a.wav", "pcm_s16le"),
    ("a.wav", "pcm_s24le"),
    ("a.wav", "pcm_f32le"),
    ("a.wav", "pcm_u8"),
    ("a.flac", "flac"),
]
LOSSY = [
    ("a.m4a", "aac"),
    ("a.mp4", "aac"),
    ("a.mp3", "libmp3lame"),
    ("a.ogg", "libopus"),
    ("a.webm", "libopus"),
    ("a.mkv", "aac"),
]


@pytest.mark.parametrize(("name", "codec"), LOSSLESS)
@pytest.mark.parametrize("rate", [48_000, 44_100, 22_050, 96_000])
def test_a_click_lands_on_its_sample(sound, name, codec, rate):
    path = sound(name, click(rate, rate), codec, rate)
    with SoundReader(path) as reader:
        heard = reader.read(0, 2 * SECOND)
    assert centre(heard) == pytest.approx(SECOND, abs=0.5)
    assert heard.max() == pytest.approx(0.8, abs=0.1 if rate < 48_000 else 0.02)


@pytest.mark.parametrize(("name", "codec"), LOSSY)
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_a_click_survives_lossy_coding_in_its_place(sound, name, codec, rate):
    if codec == "libopus" and rate != 48_000:
        pytest.skip("Opus has 48 kHz only")
    path = sound(name, click(rate, rate), codec, rate)
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 2 * SECOND)) == pytest.approx(SECOND, abs=4)


@pytest.mark.checklist(29)
def test_samples_are_the_files_own_at_48_khz(sound):
    samples = tune(48_000)
    path = sound("a.wav", samples, "pcm_f32le")
    with SoundReader(path) as reader:
        heard = reader.read(0, len(samples))
    assert heard.dtype == np.float32
    assert np.array_equal(heard, samples)


def test_resampling_keeps_the_tones(sound):
    path = sound("a.wav", tune(44_100), "pcm_f32le", 44_100)
    with SoundReader(path) as reader:
        heard = reader.read(0, 3 * SECOND)
    assert np.abs(heard - tune(48_000))[100:-100].max() < 1e-3


def test_outside_the_sound_is_silence(sound):
    path = sound("a.wav", np.full((4_800, 2), 0.5, np.float32), "pcm_f32le")
    with SoundReader(path) as reader:
        assert not reader.read(-500, 500).any()
        assert not reader.read(4_800, 100).any()
        assert not reader.read(10_000_000, 100).any()
        around = reader.read(-100, 5_000)
    assert (around[100:4_900] == 0.5).all()
    assert not around[:100].any()
    assert not around[4_900:].any()


def test_nothing_asked_is_nothing_given(sound):
    with SoundReader(sound("a.wav", tune(48_000, 1), "pcm_s16le")) as reader:
        assert reader.read(5, 0).shape == (0, 2)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        *LOSSLESS,
        *LOSSY,
        ("a.ts", "aac"),
        ("a.flv", "aac"),
        ("a.avi", "libmp3lame"),
        ("a.mov", "pcm_s16le"),
        ("a.aac", "aac"),
    ],
)
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_jumps_give_the_samples_of_streaming(sound, name, codec, rate):
    if codec == "libopus" and rate != 48_000:
        pytest.skip("Opus has 48 kHz only")
    path = sound(name, tune(rate, 6), codec, rate)
    noise = 2e-3 if codec == "aac" else 1e-4  # AAC fills bands with chance, which depends on where decoding began
    with SoundReader(path) as streaming, SoundReader(path) as jumping:
        whole = np.concatenate([streaming.read(at, 1_000) for at in range(0, 6 * SECOND, 1_000)])
        assert np.abs(whole).max() > 0.3
        for first in random.Random(3).sample(range(6 * SECOND - 3_000), 12):
            jumping._jump(first)
            assert np.abs(jumping.read(first, 3_000) - whole[first : first + 3_000]).max() < noise, first


def test_backwards_reading_gives_the_samples_of_streaming(sound):
    path = sound("a.m4a", tune(44_100, 6), "aac", 44_100)
    with SoundReader(path) as streaming, SoundReader(path) as back:
        whole = streaming.read(0, 5 * SECOND)
        for first in range(4 * SECOND, -1, -SECOND // 4):
            assert np.abs(back.read(first, 12_000) - whole[first : first + 12_000]).max() < 1e-4


def test_mono_is_heard_on_both_sides_at_its_own_level(sound):
    path = sound("a.wav", tune(48_000, 1, 1), "pcm_f32le", 48_000, "mono")
    with SoundReader(path) as reader:
        heard = reader.read(0, SECOND)
    assert np.array_equal(heard[:, 0], heard[:, 1])
    assert np.array_equal(heard[:, 0], tune(48_000, 1)[:, 0])


@pytest.mark.checklist(29)
@pytest.mark.parametrize(
    ("layout", "channel", "left", "right"),
    [
        ("5.1", 0, 1, 0),
        ("5.1", 1, 0, 1),
        ("5.1", 2, 0.7071, 0.7071),
        ("5.1", 3, 0, 0),
        ("5.1", 4, 0.7071, 0),
        ("5.1", 5, 0, 0.7071),
        ("7.1", 6, 0.7071, 0),
        ("7.1", 7, 0, 0.7071),
    ],
)
def test_surround_is_folded_into_two(sound, layout, channel, left, right):
    samples = np.zeros((4_800, 8 if layout == "7.1" else 6), np.float32)
    samples[:, channel] = 0.5
    with SoundReader(sound("a.wav", samples, "pcm_f32le", 48_000, layout)) as reader:
        heard = reader.read(1_000, 10)
    assert heard[0] == pytest.approx((0.5 * left, 0.5 * right), abs=1e-4)


def test_eight_channels_in_planes_are_read(sound):
    samples = np.zeros((48_000, 8), np.float32)
    samples[:, 1] = tune(48_000, 1)[:, 0]
    with SoundReader(sound("a.m4a", samples, "aac", 48_000, "7.1")) as reader:
        heard = reader.read(0, SECOND)
    assert np.abs(heard[2_000:-2_000, 1] - samples[2_000:-2_000, 1]).max() < 0.1
    assert np.abs(heard[:, 0]).max() < 0.05


def test_a_films_sound_counts_from_its_picture(tmp_path):
    """The picture starts half a second after the sound, so that the click at one second comes half a second in."""
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=48_000, layout="stereo")
        heard = av.AudioFrame.from_ndarray(
            (click(48_000, 48_000) * 32_000).astype(np.int16).reshape(1, -1), "s16", "stereo"
        )
        heard.sample_rate, heard.pts = 48_000, 0
        container.mux(sound.encode(heard))
        for n in range(15, 60):
            frame = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))
            frame.pts, frame.time_base = n, Fraction(1, 30)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
    media = probe(path)
    assert media.has_sound
    assert media.duration == pytest.approx(1_500_000, abs=1_000)
    with SoundReader(path) as reader:
        assert centre(reader.read(0, 2 * SECOND)) == pytest.approx(SECOND // 2, abs=1)


@pytest.mark.checklist(27)
def test_a_damaged_tail_is_silent(sound):
    path = sound("a.wav", np.full((48_000, 2), 0.5, np.float32), "pcm_s16le")
    path.write_bytes(path.read_bytes()[: 44 + 4 * 24_000 + 2])
    with SoundReader(path) as reader:
        heard = reader.read(0, 48_000)
    assert (heard[:23_000] != 0).all()
    assert not heard[24_100:].any()


@pytest.mark.checklist(27)
def test_damage_in_the_middle_leaves_the_rest_in_its_place(sound):
    path = sound("a.ts", click(48_000, 72_000), "aac")
    data = bytearray(path.read_bytes())
    third = len(data) // 3 // 188 * 188
    data[third : third + 188 * 3] = bytes(188 * 3)
    path.write_bytes(data)
    whole = sound("b.ts", click(48_000, 72_000), "aac")
    with SoundReader(path) as reader, SoundReader(whole) as undamaged:
        assert centre(reader.read(0, 2 * SECOND)) == pytest.approx(centre(undamaged.read(0, 2 * SECOND)), abs=2)


def test_memory_stays_bounded_over_a_long_stream(sound):
    path = sound("a.wav", np.zeros((48_000 * 20, 2), np.float32), "pcm_s16le")
    with SoundReader(path) as reader:
        for first in range(0, 20 * SECOND, 4_800):
            reader.read(first, 4_800)
            assert len(reader._window) < 3 * SECOND


@pytest.mark.checklist(27)
def test_a_film_without_sound_is_refused(film):
    with pytest.raises(MaterialError):
        SoundReader(film("a.mp4"))
