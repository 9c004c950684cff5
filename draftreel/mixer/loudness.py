"""Bringing a sound to how loud it should be."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from draftreel.media.loudness import SILENCE, integrated_loudness
from draftreel.mixer.kept import SoundShelf
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples

_BLOCK = 10 * SAMPLE_RATE
_SHORTEST = SAMPLE_RATE * 2 // 5  # samples in a block of the standard: what is shorter has no loudness of its own


@dataclass(frozen=True, slots=True)
class Levelled:
    """The tape times a factor."""

    tape: Tape
    factor: float

    def read(self, first: int, count: int) -> Samples:
        return self.tape.read(first, count) * np.float32(self.factor)

    def close(self) -> None:
        self.tape.close()


def levelled(tape: Tape, target: float, length: int, key: tuple[object, ...], shelf: SoundShelf | None) -> Tape:
    """The tape at a loudness of `target` LUFS over its samples 0 to `length`; silence is left as it is.

    They are all read before the first is played; what was measured is kept on the shelf under `key`.
    """
    measured = _kept(tape, length, key, shelf) if shelf else loudness_of(tape, length)
    return Levelled(tape, float(10 ** ((target - measured) / 20))) if measured > SILENCE else tape


def loudness_of(tape: Tape, length: int) -> float:
    """The integrated loudness of samples 0 to `length` in LUFS; what is shorter than 0.4 s is measured going round."""
    if 0 < length < _SHORTEST:
        return integrated_loudness([np.resize(tape.read(0, length), (_SHORTEST, 2))])
    return integrated_loudness(_blocks(tape, length))


def _blocks(tape: Tape, length: int) -> Iterator[Samples]:
    for first in range(0, length, _BLOCK):
        yield tape.read(first, min(_BLOCK, length - first))


def _kept(tape: Tape, length: int, key: tuple[object, ...], shelf: SoundShelf) -> float:
    """The figure, on the shelf as a sample; a shelf may give back none for zeros."""
    found = shelf.kept(key, lambda: np.full((1, 2), loudness_of(tape, length), np.float32))
    return float(found[0, 0]) if len(found) else 0.0
