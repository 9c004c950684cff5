"""A tape's samples kept on a shelf in pieces, so that they are made once for all who play them."""

from collections.abc import Callable
from typing import Protocol

from draftreel.media.sound import PIECE
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples, silence

LONGEST = 3_600 * SAMPLE_RATE
"""Samples beyond which a tape is not kept: an hour in float32 stereo is 1.4 GB."""
_STEP = SAMPLE_RATE
_NEAR = SAMPLE_RATE  # samples about the last reading of which pieces stay in memory: some read back a little


class SoundShelf(Protocol):
    """Where samples lie that cost more to make than to fetch."""

    def kept(self, key: tuple[object, ...], make: Callable[[], Samples]) -> Samples:
        """The samples of a key, made when they are not there; the key's printed parts say all that decides them.

        The silence that they end in may be missing.
        """


def kept(tape: Tape, key: tuple[object, ...], shelf: SoundShelf | None, length: int) -> Tape:
    """The tape from a shelf as far as `length` samples; the key's printed parts say all that decides its samples.

    What is kept is not asked of the tape, and what is asked is asked in whole pieces and in the order of reading.
    """
    return Kept(tape, key, shelf, length) if shelf and 0 < length <= LONGEST else tape


class Kept:
    """See `kept`; before its start and beyond its length it is the tape itself."""

    def __init__(self, tape: Tape, key: tuple[object, ...], shelf: SoundShelf, length: int) -> None:
        self._tape = tape
        self._key = key
        self._shelf = shelf
        self._length = length
        self._pieces: dict[int, Samples] = {}

    def read(self, first: int, count: int) -> Samples:
        if first < 0 or first + count > self._length:
            return self._read_across(first, count)
        out = silence(count)
        for index in range(first // PIECE, -(-(first + count) // PIECE)):
            piece, start = self._piece(index), index * PIECE
            low, high = max(first, start), min(first + count, start + len(piece))
            if low < high:
                out[low - first : high - first] = piece[low - start : high - start]
        self._hold(range((first - _NEAR) // PIECE, (first + count + _NEAR) // PIECE + 1))
        return out

    def close(self) -> None:
        self._pieces.clear()
        self._tape.close()

    def _read_across(self, first: int, count: int) -> Samples:
        """Part by part where it begins or ends within."""
        inside, beyond = min(max(-first, 0), count), min(max(self._length - first, 0), count)
        out = silence(count)
        if inside:
            out[:inside] = self._tape.read(first, inside)
        if inside < beyond:
            out[inside:beyond] = self.read(first + inside, beyond - inside)
        if beyond < count:
            out[beyond:] = self._tape.read(first + beyond, count - beyond)
        return out

    def _piece(self, index: int) -> Samples:
        """The samples of a piece, without the silence that it may end in."""
        if index not in self._pieces:
            self._pieces[index] = self._shelf.kept((*self._key, index), lambda: self._made(index))
        return self._pieces[index]

    def _hold(self, indices: range) -> None:
        for index in [index for index in self._pieces if index not in indices]:
            del self._pieces[index]

    def _made(self, index: int) -> Samples:
        start = index * PIECE
        made = silence(min(PIECE, self._length - start))
        for at in range(0, len(made), _STEP):  # a tape asked for much at once holds it several times over
            made[at : at + _STEP] = self._tape.read(start + at, min(_STEP, len(made) - at))
        return made


class Unopened:
    """A tape that is opened when it is first read, silent before sample 0. Raises what opening raises."""

    def __init__(self, opening: Callable[[], Tape]) -> None:
        self._opening = opening
        self._tape: Tape | None = None

    def read(self, first: int, count: int) -> Samples:
        if first + count <= 0:
            return silence(count)
        if self._tape is None:
            self._tape = self._opening()
        return self._tape.read(first, count)

    def close(self) -> None:
        if self._tape:
            self._tape.close()
