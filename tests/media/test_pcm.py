from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.media import SoundReader
from draftreel.media.pcm import Pcm, _nearest

SECOND = 48_000


def noise(count):
    return np.random.default_rng(7).uniform(-0.3, 0.3, (count, 2)).astype(np.float32)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9))
def test_the_nearest_whole_number_is_the_one_that_round_finds(over, under):
    assert _nearest(over, under) == round(Fraction(over, under))


@pytest.mark.parametrize("twice", range(-7, 8))
def test_halves_go_to_the_even_number(twice):
    assert _nearest(twice, 2) == round(twice / 2)


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.mp3", "libmp3lame"), ("a.m4a", "aac")])
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_small_bites_are_to_the_bit_what_a_large_one_is(sound, name, codec, rate):
    path = sound(name, noise(3 * rate), codec, rate)
    with SoundReader(path) as large, SoundReader(path) as small:
        whole = large.read(0, 2 * SECOND)
        bites = [small.read(first, 500) for first in range(0, 2 * SECOND, 500)]
    assert np.array_equal(np.concatenate(bites), whole)


def test_what_is_wanted_is_decoded_together_and_nothing_ahead_of_it(sound):
    pcm = Pcm(sound("a.wav", noise(SECOND), "pcm_f32le"))
    frame = next(pcm._decoded()).samples
    pcm._rewind()
    pcm.wanted = 3 * frame - 1
    blocks = pcm.dense(0)
    assert [len(next(blocks)) for _ in range(2)] == [3 * frame, frame]
    pcm.close()


def test_a_block_stays_small_however_much_is_wanted(sound):
    pcm = Pcm(sound("a.wav", noise(4 * SECOND), "pcm_s16le"))
    pcm.wanted = 4 * SECOND
    blocks = list(pcm.dense(0))
    assert sum(map(len, blocks)) == 4 * SECOND
    assert max(map(len, blocks)) < SECOND
    assert len(blocks) < 20
    pcm.close()
