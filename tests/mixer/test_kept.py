"""Pieces of ten seconds: what is on the shelf is not asked of the tape."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from draftreel.media.sound import PIECE
from draftreel.mixer import clip as clips
from draftreel.mixer import supply
from draftreel.mixer.kept import LONGEST, Unopened, kept
from draftreel.timeline import Routing

LENGTH = 2 * PIECE + 1_000


class Counting:
    """A tape whose left sample n is n, and who asked what of it: within a piece, all in a row is one thing."""

    def __init__(self):
        self.asked = []
        self.closed = False

    def read(self, first, count):
        self._note(first, count)
        place = np.arange(first, first + count, dtype=np.float32)
        return np.stack([place, np.zeros(count, np.float32)], 1)

    def _note(self, first, count):
        before, length = self.asked[-1] if self.asked else (0, 0)
        if length and first == before + length and first % PIECE:
            self.asked[-1] = (before, length + count)
        else:
            self.asked.append((first, count))

    def close(self):
        self.closed = True


class Shelf:
    """A shelf in memory."""

    def __init__(self):
        self.lying = {}

    def kept(self, key, make):
        if key not in self.lying:
            self.lying[key] = make()
        return self.lying[key]


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def tape():
    return Counting()


@pytest.mark.parametrize(
    ("first", "count"),
    [(0, 10), (PIECE - 5, 10), (PIECE, 1), (5, 2 * PIECE), (-7, 20), (LENGTH - 3, 9), (-4, LENGTH + 8)],
)
def test_samples_are_those_of_the_tape(tape, shelf, first, count):
    heard = kept(tape, ("k",), shelf, LENGTH).read(first, count)
    assert heard[:, 0].tolist() == list(range(first, first + count))


def test_reading_on_asks_for_each_piece_once_and_in_order(tape, shelf):
    reader = kept(tape, ("k",), shelf, LENGTH)
    for first in range(0, LENGTH - 1_000, 1_000):
        reader.read(first, 1_000)
    reader.read(LENGTH - 1_000, 1_000)
    assert tape.asked == [(0, PIECE), (PIECE, PIECE), (2 * PIECE, 1_000)]


def test_a_second_tape_of_the_key_is_not_asked(tape, shelf):
    kept(tape, ("k",), shelf, LENGTH).read(0, LENGTH)
    other = Counting()
    assert kept(other, ("k",), shelf, LENGTH).read(PIECE + 3, 1)[0, 0] == PIECE + 3
    assert other.asked == []


def test_another_key_is_another_sound(tape, shelf):
    kept(tape, ("k",), shelf, LENGTH).read(0, 5)
    other = Counting()
    kept(other, ("l",), shelf, LENGTH).read(0, 5)
    assert other.asked == [(0, PIECE)]


def test_before_its_start_and_beyond_its_length_the_tape_itself_is_asked(tape, shelf):
    kept(tape, ("k",), shelf, LENGTH).read(-4, 2)
    kept(tape, ("k",), shelf, LENGTH).read(LENGTH + 1, 2)
    assert tape.asked == [(-4, 2), (LENGTH + 1, 2)]
    assert shelf.lying == {}


def test_a_piece_without_its_silent_end_is_filled_up(shelf):
    class Silent(Counting):
        def read(self, first, count):
            raise AssertionError("nobody asks")

    shelf.lying["k", 0] = np.ones((3, 2), np.float32)
    assert kept(Silent(), ("k",), shelf, LENGTH).read(1, 4)[:, 0].tolist() == [1, 1, 0, 0]


def test_backwards_and_across_a_seam_no_piece_is_fetched_twice(tape, shelf):
    reader = kept(tape, ("k",), shelf, LENGTH)
    for first in range(PIECE + 500, PIECE - 500, -100):
        reader.read(first - 50, 200)
    assert tape.asked == [(PIECE, PIECE), (0, PIECE)]


def test_without_a_shelf_and_beyond_an_hour_nothing_is_kept(tape, shelf):
    assert kept(tape, ("k",), None, LENGTH) is tape
    assert kept(tape, ("k",), shelf, LONGEST + 1) is tape


def test_closing_closes_the_tape(tape, shelf):
    kept(tape, ("k",), shelf, LENGTH).close()
    assert tape.closed


def test_a_tape_that_nobody_reads_is_not_opened(tape):
    opened = []
    lazy = Unopened(lambda: opened.append(1) or tape)
    assert not lazy.read(-5, 5).any()
    lazy.close()
    assert opened == []
    lazy = Unopened(lambda: opened.append(1) or tape)
    lazy.read(0, 1)
    lazy.read(1, 1)
    lazy.close()
    assert opened == [1]
    assert tape.closed


@pytest.fixture
def decoded(monkeypatch):
    """Files that were opened to decode them."""
    opened = []

    class Counted(supply.SoundReader):
        def __init__(self, path):
            opened.append(path.name)
            super().__init__(path)

    monkeypatch.setattr(supply, "SoundReader", Counted)
    monkeypatch.setattr(supply, "is_plain", lambda _path: False)
    return opened


def varied(desk, clip, tone):
    """Plain, stretched, resampled, turned round, of a compound clip and with an effect: four seconds."""
    one, two = desk.put("one", tone(440, 3, 0.4)), desk.put("two", tone(97, 3, 0.5))
    inner = desk.film([clip(two, 0.25, 2)], 3)
    return [
        clip(one, 0, 2, speed=Fraction(7, 5)),
        clip(two, 0.3, 2.5, speed=Fraction(3, 4), keep_pitch=False),
        clip(one, 0.5, 1.5, reverse=True),
        clip(two, 1, 1.5, speed=Fraction(6, 5), reverse=True),
        clip(inner, 0.1, 2.5, speed=2),
        clip(one, 2, 2, routing=Routing((0.0, 1.0), (1.0, 0.0))),
    ]


def test_kept_sound_is_to_the_bit_what_is_made_without_a_shelf(desk, clip, tone, shelf, decoded):
    film = varied(desk, clip, tone)
    plain = desk.mixed(film, 4)
    assert np.abs(plain).max() > 0.5
    assert np.array_equal(desk.mixed(film, 4, shelf=shelf), plain)
    assert np.array_equal(desk.mixed(film, 4, shelf=shelf), plain)


def test_what_is_kept_is_not_decoded_again(desk, clip, tone, shelf, decoded):
    film = varied(desk, clip, tone)
    desk.mixed(film, 4, shelf=shelf)
    decoded.clear()
    desk.mixed(film, 4, shelf=shelf)
    desk.mixed(film[1:], 4, shelf=shelf)
    assert decoded == []


def test_a_new_segment_of_a_known_sound_decodes_no_other(desk, clip, tone, shelf, decoded):
    film = varied(desk, clip, tone)
    desk.mixed(film, 4, shelf=shelf)
    decoded.clear()
    third = desk.put("three", tone(700, 1, 0.2))
    desk.mixed([*film, clip(third, 1, 1), clip(film[0].source, 2, 1, at=0.5)], 4, shelf=shelf)
    assert decoded == ["three.wav"]


def test_plain_files_are_not_kept(desk, clip, tone, shelf):
    desk.mixed([clip(desk.put("one", tone(440, 1)), 0, 1)], 1, shelf=shelf)
    assert shelf.lying == {}


def test_stretched_sound_is_not_stretched_again(desk, clip, tone, shelf, monkeypatch):
    film = [clip(desk.put("one", tone(440, 3)), 0, 2, speed=Fraction(3, 2))]
    first = desk.mixed(film, 2, shelf=shelf)

    def never(*_given):
        raise AssertionError("it is kept")

    monkeypatch.setattr(clips.Stretched, "read", never)
    assert np.array_equal(desk.mixed(film, 2, shelf=shelf), first)


@pytest.mark.parametrize("more", [{"speed": Fraction(6, 5)}, {"at": 0.1}, {"reverse": True}])
def test_stretched_otherwise_is_another_sound(desk, clip, tone, shelf, more):
    media = desk.put("one", tone(440, 3))
    film = [clip(media, 0, 1, **{"speed": Fraction(3, 2)} | more)]
    desk.mixed([clip(media, 0, 1, speed=Fraction(3, 2))], 1, shelf=shelf)
    assert np.array_equal(desk.mixed(film, 1, shelf=shelf), desk.mixed(film, 1))


def test_the_compound_clips_pictures_do_not_matter(desk, clip, tone, shelf, decoded):
    inner = desk.film([clip(desk.put("one", tone(440, 3)), 0, 2)], 2)
    desk.mixed([clip(inner, 0, 1, speed=2)], 1, shelf=shelf)
    lying = set(shelf.lying)
    desk.mixed([clip(replace(inner, width=99), 0, 1, speed=2)], 1, shelf=shelf)
    assert set(shelf.lying) == lying
