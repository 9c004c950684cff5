"""Effects on a tape: the same in any blocks, without a click, in bounded memory."""

import numpy as np
import pytest

from draftreel.audio_effects import AUDIO_EFFECTS
from draftreel.call import Call
from draftreel.errors import SoundError
from draftreel.mixer.affected import PIECE, SEAM, Affected
from draftreel.samples import SAMPLE_RATE, silence

RATE = SAMPLE_RATE
HALVED = Call.of("tremolo", frequency=0.0, width=1.0)  # stands still half way
VOICE = Call.of("voice", semitones=4.0, formants=2.0)


class Wave:
    """A function of the place, as a tape; counts what is read, and how often it is read back."""

    def __init__(self, at=None):
        self.at = at or (lambda place: 0.25 * np.sin(2 * np.pi * 220 * place / RATE))
        self.samples_read = self.times_back = self.position = 0
        self.closed = False

    def read(self, first, count):
        self.times_back += first < self.position
        self.samples_read += count
        self.position = first + count
        place = np.arange(first, first + count)
        sound = np.where(place >= 0, self.at(np.maximum(place, 0)), 0).astype(np.float32)
        return np.repeat(sound[:, np.newaxis], 2, axis=1)

    def close(self):
        self.closed = True


def breathing(place):
    """A tone that pauses for a tenth of every second."""
    return 0.25 * np.sin(2 * np.pi * 220 * place / RATE) * (place % RATE < 0.9 * RATE)


def whole(tape, count, block):
    return np.concatenate([tape.read(first, min(block, count - first)) for first in range(0, count, block)])


def test_an_effect_is_heard():
    tape = Affected(Wave(), (HALVED,), RATE)
    assert tape.read(0, RATE) == pytest.approx(Wave().read(0, RATE) / 2, abs=1e-6)


def test_effects_follow_one_another_in_order():
    quarter = Affected(Wave(), (HALVED, HALVED), RATE)
    assert quarter.read(0, RATE) == pytest.approx(Wave().read(0, RATE) / 4, abs=1e-6)
    crushed = Call.of("crush", bits=3.0, hertz=48000.0)
    first, last = Affected(Wave(), (crushed, HALVED), RATE), Affected(Wave(), (HALVED, crushed), RATE)
    assert np.abs(first.read(0, RATE)).max() == 0.125  # half of a quarter
    assert np.abs(last.read(0, RATE)).max() == 0.0  # an eighth is not yet a quarter


def test_an_effect_that_nobody_knows_is_said():
    with pytest.raises(SoundError, match="shout"):
        Affected(Wave(), (Call.of("shout"),))


@pytest.mark.parametrize("call", [Call.of("reverb"), VOICE], ids=["reverb", "voice"])
def test_blocks_do_not_matter(call):
    count = PIECE + 3 * RATE
    one = Affected(Wave(breathing), (call,), count).read(0, count)
    assert np.array_equal(whole(Affected(Wave(breathing), (call,), count), count, 100_003), one)
    tape = Affected(Wave(breathing), (call,), count)
    for first in (PIECE - 1, PIECE + RATE, PIECE - RATE + 7, 0, PIECE - 2 * RATE):
        assert np.array_equal(tape.read(first, 5000), one[first : first + 5000])


def test_the_source_is_read_forward_and_once():
    wave, count = Wave(breathing), 2 * PIECE + 3 * RATE
    tape = Affected(wave, (Call.of("reverb"), Call.of("echo")), count)
    whole(tape, count, 65_536)
    assert wave.times_back == 0
    assert wave.samples_read <= count + 2 * RATE


def test_pieces_change_over_where_it_is_quiet():
    """The moved pitch comes out with another phase in each piece: where the tone pauses nobody hears it."""
    count = PIECE + RATE
    wet = Affected(Wave(breathing), (VOICE,), count).read(0, count)[:, 0]
    loud = [np.abs(wet[s : s + SEAM]).max() for s in range(PIECE - 2 * RATE, PIECE + RATE // 2, SEAM)]
    paused = [index % 20 in (18, 19) for index in range(len(loud))]
    assert min(one for one, pause in zip(loud, paused, strict=True) if not pause) > 0.1


def test_before_its_start_and_after_its_end_it_is_silent():
    tape = Affected(Wave(), (Call.of("echo"),), RATE)
    assert np.array_equal(tape.read(-100, 100), silence(100))
    assert np.array_equal(tape.read(RATE, 100), silence(100))
    assert len(tape.read(-50, RATE + 100)) == RATE + 100


def test_nothing_is_closed_before_it_is():
    wave = Wave()
    tape = Affected(wave, (HALVED, VOICE), RATE)
    assert not wave.closed
    tape.close()
    assert wave.closed


@pytest.mark.slow
@pytest.mark.parametrize("name", AUDIO_EFFECTS)
def test_no_click_where_pieces_meet(name):
    """A tone through an effect bends nowhere near a seam more than it does elsewhere."""
    params = VOICE.arguments if name == "voice" else {"clean": 1.0} if name == "enhance" else {}
    count = PIECE + 2 * RATE
    wet = Affected(Wave(), (Call.of(name, **params),), count).read(0, count)
    bends = np.abs(np.diff(wet, 2, axis=0)).max(axis=1)
    near, elsewhere = bends[PIECE - RATE - SEAM : PIECE + SEAM], bends[RATE : PIECE - RATE - SEAM]
    assert near.max() <= 1.05 * elsewhere.max() + 1e-6
