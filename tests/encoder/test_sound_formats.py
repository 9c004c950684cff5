import wave

import av
import numpy as np
import pytest

from draftreel.encoder import encode_sound_file
from draftreel.errors import EncodingError
from draftreel.formats import LOSSLESS, QUALITIES, SoundFormat, SoundSettings
from draftreel.media import SoundReader

RATE = 48_000
ALL = [
    *(SoundSettings(kind, bits=bits) for kind, coding in LOSSLESS.items() for bits in coding),
    *(SoundSettings(kind, kilobits=192) for kind in SoundFormat if kind not in LOSSLESS),
]
EXACT = [settings for settings in ALL if settings.lossless]


def named(settings):
    return f"{settings.format}-{settings.bits}" if settings.lossless else settings.format


def given(samples, settings):
    sixteen = settings.lossless and settings.bits == 16
    return np.rint(samples * 32_767).astype(np.int16) if sixteen else samples


def click(count, at):
    samples = np.zeros((count, 2), np.float32)
    samples[at] = (0.9, 0.0)
    return samples


def heard(path, count):
    with SoundReader(path) as reader:
        return reader.read(0, count)


@pytest.mark.parametrize("settings", ALL, ids=named)
def test_a_click_at_one_second_is_heard_at_one_second(tmp_path, settings):
    path = tmp_path / "click"
    encode_sound_file(path, [given(click(2 * RATE, RATE), settings)], settings)
    samples = heard(path, 2 * RATE)
    assert abs(int(np.abs(samples[:, 0]).argmax()) - RATE) <= 48, "a millisecond"
    assert np.abs(samples[:, 1]).max() < 0.1, "left is left"


@pytest.mark.parametrize("settings", ALL, ids=named)
@pytest.mark.parametrize("count", [1_000, 48_000, 131_089])
def test_a_file_plays_just_the_samples_it_was_given(tmp_path, sound, settings, count):
    path = tmp_path / "sound"
    assert encode_sound_file(path, [given(sound(count), settings)], settings) == count
    samples = heard(path, count + 5_000)
    padding = 1_024 if settings.format is SoundFormat.M4A else 0  # FFmpeg plays the last AAC frame whole
    assert np.abs(samples[count - 200 : count]).max() > 0.1, "not cut short"
    assert np.abs(samples[count + padding :]).max() == 0, "nor padded"


@pytest.mark.parametrize("count", [1, 1_000, 48_000, 131_089])
def test_an_m4a_says_where_its_sound_begins_and_ends(tmp_path, sound, count):
    encode_sound_file(tmp_path / "sound.m4a", [sound(count)], SoundSettings(SoundFormat.M4A))
    with av.open(str(tmp_path / "sound.m4a")) as file:
        stream = file.streams.audio[0]
        assert (stream.start_time, stream.duration * stream.time_base * RATE) == (0, count)


@pytest.mark.parametrize("settings", EXACT, ids=named)
def test_what_loses_nothing_gives_back_every_sample_to_its_bits(tmp_path, settings):
    samples = np.random.default_rng(1).uniform(-0.9, 0.9, (10_000, 2)).astype(np.float32)
    path = tmp_path / "sound"
    encode_sound_file(path, [given(samples, settings)], settings)
    away = np.abs(heard(path, 10_000) - given(samples, settings) / (32_768 if settings.bits == 16 else 1)).max()
    assert away <= {16: 0, 24: 2**-24 * 1.01, 32: 0}[settings.bits]


@pytest.mark.parametrize("settings", ALL, ids=named)
def test_how_the_samples_are_cut_into_blocks_changes_no_byte(tmp_path, sound, settings):
    samples = given(sound(100_000), settings)
    encode_sound_file(tmp_path / "one", [samples], settings)
    encode_sound_file(tmp_path / "two", [samples[:10], samples[10:10], samples[10:65_546], samples[65_546:]], settings)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_beyond_full_scale_24_bits_cut_and_32_keep(tmp_path):
    loud = np.full((1_000, 2), 1.5, np.float32)
    for bits, expected in ((24, 1.0), (32, 1.5)):
        path = tmp_path / f"{bits}.wav"
        encode_sound_file(path, [loud], SoundSettings(SoundFormat.WAV, bits))
        assert heard(path, 1_000).max() == pytest.approx(expected, abs=1e-6)


def test_any_program_reads_the_wav_of_16_bits(tmp_path, sound):
    path, settings = tmp_path / "sound.wav", SoundSettings(SoundFormat.WAV, 16)
    encode_sound_file(path, [given(sound(480), settings)], settings)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (2, 2, RATE, 480)


@pytest.mark.parametrize("kind", [kind for kind in SoundFormat if kind not in LOSSLESS])
def test_more_bits_a_second_are_more_bytes(tmp_path, kind):
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (2 * RATE, 2)).astype(np.float32)
    sizes = []
    for kilobits in sorted(QUALITIES[kind].values()):
        path = tmp_path / str(kilobits)
        encode_sound_file(path, [noise], SoundSettings(kind, kilobits=kilobits))
        sizes.append(path.stat().st_size)
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize(
    ("kind", "container", "codec"),
    [
        ("m4a", "mov,mp4,m4a,3gp,3g2,mj2", "aac"),
        ("mp3", "mp3", "mp3float"),
        ("wav", "wav", "pcm_s16le"),
        ("flac", "flac", "flac"),
        ("opus", "ogg", "opus"),
    ],
)
def test_a_file_is_what_its_ending_says(tmp_path, sound, kind, container, codec):
    settings = SoundSettings(SoundFormat(kind))
    path = tmp_path / f"sound.{kind}"
    encode_sound_file(path, [given(sound(RATE), settings)], settings)
    with av.open(str(path)) as file:
        assert (file.format.name, file.streams.audio[0].codec_context.name) == (container, codec)


@pytest.mark.parametrize("settings", ALL, ids=named)
def test_an_error_of_the_mixer_leaves_no_file(tmp_path, sound, settings):
    def blocks():
        yield given(sound(RATE), settings)
        raise KeyError

    with pytest.raises(KeyError):
        encode_sound_file(tmp_path / "sound", blocks(), settings)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_encoding_error(tmp_path, sound):
    with pytest.raises(EncodingError):
        encode_sound_file(tmp_path / "none" / "sound.m4a", [sound(480)], SoundSettings())
