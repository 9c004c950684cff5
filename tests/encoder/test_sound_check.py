import pytest

from draftreel.encoder import FilmFacts, encode_sound_file, verify_sound
from draftreel.errors import EncodingError
from draftreel.formats import SoundFormat, SoundSettings
from draftreel.mixer.dither import pcm16

SECOND = 1_000_000


@pytest.fixture
def file(tmp_path, sound):
    def make(kind, samples=96_000):
        path, settings = tmp_path / f"sound.{kind}", SoundSettings(kind)
        blocks = [pcm16(sound(samples), 0)] if settings.lossless else [sound(samples)]
        encode_sound_file(path, blocks, settings)
        return path

    return make


@pytest.mark.parametrize("kind", SoundFormat)
def test_a_good_sound_passes_and_is_described(file, kind):
    path = file(kind)
    assert verify_sound(path, 2 * SECOND) == FilmFacts(0, 0, 0, 2 * SECOND, True, path.stat().st_size)


@pytest.mark.parametrize("kind", SoundFormat)
@pytest.mark.parametrize("lasts", [2 * SECOND - 100_000, 2 * SECOND + 100_000])
def test_a_sound_of_another_length_is_found(file, kind, lasts):
    with pytest.raises(EncodingError, match="sound lasts"):
        verify_sound(file(kind), lasts)


@pytest.mark.parametrize("kind", SoundFormat)
def test_a_torn_sound_is_found(file, kind):
    path = file(kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(EncodingError):
        verify_sound(path, 2 * SECOND)


def test_a_film_is_no_sound_alone(encoded, settings):
    with pytest.raises(EncodingError, match="no sound alone"):
        verify_sound(encoded(range(3), settings), 100_000)


def test_a_file_that_is_not_there_is_an_encoding_error(tmp_path):
    with pytest.raises(EncodingError) as caught:
        verify_sound(tmp_path / "nothing.mp3", 0)
    assert str(tmp_path) not in str(caught.value)
