import av
import numpy as np
import pytest

from draftreel.encoder import encode_sound
from draftreel.errors import EncodingError


@pytest.mark.parametrize("count", [1, 1_000, 1_024, 48_000, 131_089])
def test_the_file_lasts_exactly_as_long_as_the_samples(tmp_path, sound, count):
    assert encode_sound(tmp_path / "sound.m4a", [sound(count)]) == count
    with av.open(str(tmp_path / "sound.m4a")) as film:
        voice = film.streams.audio[0]
        assert (voice.start_time, voice.duration * voice.time_base * 48_000) == (0, count)
        assert (voice.codec_context.name, voice.codec_context.profile) == ("aac", "LC")
        assert (voice.codec_context.sample_rate, voice.codec_context.layout.name) == (48_000, "stereo")


def test_a_click_stays_where_it_was(tmp_path, samples_of):
    samples = np.zeros((96_000, 2), np.float32)
    samples[50_000:50_010, 0] = 0.9
    encode_sound(tmp_path / "sound.m4a", [samples])
    heard = samples_of(tmp_path / "sound.m4a")
    assert abs(int(np.abs(heard[:, 0]).argmax()) - 50_005) <= 10
    assert np.abs(heard[:, 1]).max() < 0.1, "left is left"


def test_how_the_samples_are_cut_into_blocks_does_not_change_a_byte(tmp_path, sound):
    samples = sound(100_000)
    encode_sound(tmp_path / "one.m4a", [samples])
    encode_sound(tmp_path / "two.m4a", [samples[:10], samples[10:10], samples[10:65_546], samples[65_546:]])
    assert (tmp_path / "one.m4a").read_bytes() == (tmp_path / "two.m4a").read_bytes()


def test_no_samples_at_all_are_an_encoding_error_and_no_file(tmp_path):
    with pytest.raises(EncodingError):
        encode_sound(tmp_path / "sound.m4a", [])
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_mixer_leaves_no_file_and_stays_itself(tmp_path, sound):
    def blocks():
        yield sound(48_000)
        raise KeyError

    with pytest.raises(KeyError):
        encode_sound(tmp_path / "sound.m4a", blocks())
    assert list(tmp_path.iterdir()) == []
