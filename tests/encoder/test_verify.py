from fractions import Fraction

import pytest

from draftreel.encoder import FilmFacts, encode_sound, join, verify
from draftreel.errors import EncodingError

SECOND = 1_000_000


@pytest.fixture
def film(tmp_path, chunked, settings, sound):
    encode_sound(tmp_path / "sound.m4a", [sound(96_000)])
    join(chunked((0, 30, 60), settings), tmp_path / "sound.m4a", tmp_path / "whole.mp4", 2 * SECOND)
    return tmp_path / "whole.mp4"


@pytest.mark.parametrize("full", [False, True])
def test_a_sound_film_passes_and_is_described(film, full):
    facts = verify(film, 60, Fraction(30), 2 * SECOND, full=full)
    assert facts == FilmFacts(96, 64, 60, 2 * SECOND, True, film.stat().st_size)


@pytest.mark.parametrize(
    ("frames", "fps", "duration"),
    [(59, 30, 2 * SECOND), (61, 30, 2 * SECOND), (60, 25, 2 * SECOND), (60, 30, 2 * SECOND + 30_000)],
)
@pytest.mark.checklist(33)
def test_what_is_not_as_expected_is_found(film, frames, fps, duration):
    with pytest.raises(EncodingError):
        verify(film, frames, Fraction(fps), duration)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.checklist(33)
def test_a_torn_film_is_found(film, full):
    data = film.read_bytes()
    film.write_bytes(data[: len(data) * 3 // 4])
    with pytest.raises(EncodingError) as caught:
        verify(film, 60, Fraction(30), 2 * SECOND, full=full)
    assert str(film) not in str(caught.value)


@pytest.mark.checklist(33)
def test_pictures_that_cannot_be_decoded_are_found(film):
    data = bytearray(film.read_bytes())
    start = data.index(b"mdat") + 4
    for at in range(start + 1_500, len(data) - 200, 97):
        data[at] ^= 0xFF
    film.write_bytes(bytes(data))
    with pytest.raises(EncodingError):
        verify(film, 60, Fraction(30), 2 * SECOND, full=True)


def test_a_file_that_is_not_there_is_an_encoding_error(tmp_path):
    with pytest.raises(EncodingError):
        verify(tmp_path / "nothing.mp4", 1, Fraction(30), 0)


def test_a_first_picture_that_cannot_be_decoded_is_found_without_decoding_all(film):
    data = bytearray(film.read_bytes())
    picture = data.index(b"mdat") + 4
    data[picture + 4] |= 0x80  # the bit of a unit's head that must be zero
    for at in range(picture + 5, picture + 700):
        data[at] = 0xFF
    film.write_bytes(bytes(data))
    with pytest.raises(EncodingError):
        verify(film, 60, Fraction(30), 2 * SECOND)


def test_a_sound_of_one_frame_too_few_passes_and_of_two_does_not(tmp_path, chunked, settings, sound):
    encode_sound(tmp_path / "sound.m4a", [sound(48_000)])
    join(chunked((0, 30), settings), tmp_path / "sound.m4a", tmp_path / "film.mp4", SECOND)
    assert verify(tmp_path / "film.mp4", 30, Fraction(30), SECOND + 1_024 * SECOND // 48_000).has_sound
    with pytest.raises(EncodingError, match="sound lasts"):
        verify(tmp_path / "film.mp4", 30, Fraction(30), SECOND + 2_048 * SECOND // 48_000)
