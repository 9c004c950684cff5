"""A tape with audio effects on it: worked on in long pieces that overlap, so that it is the same in any blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from draftreel.call import Call
from draftreel.errors import SoundError
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples, silence

PIECE = 20 * SAMPLE_RATE
SEAM = SAMPLE_RATE // 20
"""Samples over which a piece goes over into the next."""

_SEARCHED = 20  # seams' lengths before a piece's nominal start, among which the quietest is taken
_KEPT = 2


@dataclass(frozen=True, slots=True)
class _Reach:
    """How many samples before and after its own an effect may hear."""

    memory: int
    ahead: int


class Affected:
    """The tape through effects, in order. Raises SoundError for an effect that nobody knows.

    Nobody reads from `end` on; None when that is not known.
    """

    def __init__(self, tape: Tape, effects: tuple[Call, ...], end: int | None = None) -> None:
        from draftreel.audio_effects import AHEAD_S, AUDIO_EFFECTS, MEMORY_S  # noqa: PLC0415 - SciPy's filters: 0.5 s

        reach = _Reach(round(MEMORY_S * SAMPLE_RATE), round(AHEAD_S * SAMPLE_RATE))
        for index, call in enumerate(effects, start=1):
            if call.name not in AUDIO_EFFECTS:
                raise SoundError(f"no audio effect is called {call.name}")
            later = (len(effects) - index) * (reach.ahead + SEAM)
            effect = partial(AUDIO_EFFECTS[call.name], **call.arguments)
            tape = _Effect(tape, effect, reach, None if end is None else end + later)
        self._tape = tape

    def read(self, first: int, count: int) -> Samples:
        return self._tape.read(first, count)

    def close(self) -> None:
        self._tape.close()


class _Effect:
    """The tape through one effect; before sample 0 and from `end` on it is silent.

    Piece k begins where it is quietest within the second before k times 20 s: effects that do not come out the
    same twice (a moved pitch) change over there, unheard. Each piece is worked on with what was before it.
    """

    def __init__(
        self, tape: Tape, effect: Callable[[Samples, int, int], Samples], reach: _Reach, end: int | None
    ) -> None:
        self._dry = _Window(tape)
        self._effect = effect
        self._reach = reach
        self._end = end
        self._seams = {0: 0}
        self._pieces: dict[int, Samples] = {}

    def read(self, first: int, count: int) -> Samples:
        start, stop = max(first, 0), first + count
        last = stop if self._end is None else min(stop, self._end)
        parts = [silence(min(count, start - first))]
        while start < last:
            parts.append(self._run(start, last))
            start += len(parts[-1])
        return np.concatenate((*parts, silence(count - sum(map(len, parts)))))

    def close(self) -> None:
        self._dry.close()

    def _run(self, start: int, stop: int) -> Samples:
        """The samples from `start` on that lie between two seams' beginnings or ends."""
        index = self._index(start)
        piece, seam = self._piece(index), self._seam(index)
        if index == 0 or start >= seam + SEAM:
            return piece[start - seam : min(stop, self._seam(index + 1)) - seam]
        return _changed_over(self._piece(index - 1)[-SEAM:], piece[:SEAM])[start - seam : stop - seam]

    def _index(self, place: int) -> int:
        following = place // PIECE + 1
        near = place >= following * PIECE - _SEARCHED * SEAM
        return following if near and place >= self._seam(following) else following - 1

    def _seam(self, index: int) -> int:
        """Where a piece begins."""
        if index not in self._seams:
            self._seams[index] = self._quietest(index * PIECE)
        return self._seams[index]

    def _quietest(self, before: int) -> int:
        start = before - _SEARCHED * SEAM
        if self._end is not None and start >= self._end:
            return before
        parts = self._dry.read(start, _SEARCHED * SEAM).reshape(_SEARCHED, -1)
        return start + SEAM * int(np.square(parts).sum(axis=1, dtype=np.float64).argmin())

    def _piece(self, index: int) -> Samples:
        """A piece and the seam after it."""
        if index not in self._pieces:
            samples = self._made(index)
            for old in sorted(self._pieces, key=lambda one: abs(one - index))[_KEPT - 1 :]:
                del self._pieces[old]
            self._pieces[index] = samples
        return self._pieces[index]

    def _made(self, index: int) -> Samples:
        self._read_to(max(0, index * PIECE - _SEARCHED * SEAM - self._reach.memory), (index + 1) * PIECE + SEAM)
        seam, stop = self._seam(index), self._seam(index + 1) + SEAM
        start = max(0, seam - self._reach.memory)
        wet = self._effect(self._read_to(start, stop), SAMPLE_RATE, start)
        return np.ascontiguousarray(wet[seam - start : stop - start])

    def _read_to(self, start: int, stop: int) -> Samples:
        """The tape from `start` to as far beyond `stop` (or the end) as an effect may hear."""
        stop = stop if self._end is None else min(stop, self._end)
        return self._dry.read(start, stop + self._reach.ahead - start)


class _Window:
    """A tape of which the last that was read can be read again; nothing is read twice while it goes forward."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._first = 0
        self._samples = silence(0)

    def read(self, first: int, count: int) -> Samples:
        behind = self._first + len(self._samples)
        if not self._first <= first <= behind:
            self._first, self._samples, behind = first, silence(0), first
        if first + count > behind:
            more = self._tape.read(behind, first + count - behind)
            self._samples = np.concatenate((self._samples[first - self._first :], more))
            self._first = first
        return self._samples[first - self._first :][:count]

    def close(self) -> None:
        self._tape.close()


def _changed_over(before: Samples, after: Samples) -> Samples:
    """From one to the other, as loud in the middle as what they have in common makes them."""
    rising = 0.5 - 0.5 * np.cos(np.pi * (np.arange(SEAM) + 0.5) / SEAM)
    apart = 2 * rising * (1 - rising) * (1 - _likeness(before, after))
    shares = np.stack((1 - rising, rising)) / np.sqrt(1 - apart)
    return (before * shares[0, :, np.newaxis] + after * shares[1, :, np.newaxis]).astype(np.float32)


def _likeness(before: Samples, after: Samples) -> float:
    """Their correlation, 0..1; 1 where either is silent."""
    one, other = before.astype(np.float64), after.astype(np.float64)
    loudness = float(np.sqrt(np.square(one).sum() * np.square(other).sum()))
    return min(max(float((one * other).sum()) / loudness, 0.0), 1.0) if loudness > 0 else 1.0
