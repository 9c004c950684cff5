"""Samples of any file with sound, by range."""

import math
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from draftreel.media.demuxers import as_material_errors
from draftreel.media.pcm import Pcm
from draftreel.media.resampling import resampled
from draftreel.samples import SAMPLE_RATE, Samples, silence

PIECE = 10 * SAMPLE_RATE
"""Samples from one place to the next at which decoding begins anew, so that a piece is the same whoever asks first."""
_WARM_UP = 2_048  # output samples until a resampler that was started anew gives what play would
_BEFORE = SAMPLE_RATE  # kept behind the reading place, so that overlapping reads need no jump


class SoundReader:
    """A file's sound at 48 kHz in stereo; sample 0 is the picture's start (the sound's where there is none).

    Any order of reading gives the same samples, to the bit; reading on is cheapest. What cannot be decoded is silence.
    Raises MaterialError when the file has no sound at all; use from one thread at a time.
    """

    def __init__(self, path: Path) -> None:
        with as_material_errors("the sound is damaged"):
            self._pcm = Pcm(path)
        self._window = silence(0)
        self._start = 0
        self._blocks: Iterator[Samples] = iter(())
        self._ended = True
        self._jump(0)

    def read(self, first_sample: int, count: int) -> Samples:
        """Shape (count, 2), float32: `count` samples from `first_sample` on, zeros outside the sound."""
        out = silence(count)
        first, end = max(0, first_sample), first_sample + count
        if end <= 0:
            return out
        with as_material_errors("the sound cannot be decoded"):
            self._reach(first, end)
        low, high = max(first, self._start), min(end, self._start + len(self._window))
        if high > low:
            out[low - first_sample : high - first_sample] = self._window[low - self._start : high - self._start]
        return out

    def close(self) -> None:
        self._blocks = iter(())
        self._pcm.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reach(self, first: int, end: int) -> None:
        reached = self._start + len(self._window)
        if first < self._start or (not self._ended and first // PIECE > reached // PIECE):
            self._jump(first)
        self._pcm.wanted = end * self._pcm.rate // SAMPLE_RATE
        parts, reached = [self._window], self._start + len(self._window)
        while reached < end:
            block = next(self._blocks, None)
            if block is None:
                self._ended = True
                break
            parts.append(block)
            reached += len(block)
            parts = self._forget(parts, first)
        self._window = np.concatenate(parts) if len(parts) > 1 else parts[0]
        self._window = self._trimmed(first)

    def _forget(self, parts: list[Samples], first: int) -> list[Samples]:
        while len(parts) > 1 and self._start + len(parts[0]) < first - _BEFORE:
            self._start += len(parts.pop(0))
        return parts

    def _trimmed(self, first: int) -> Samples:
        surplus = min(len(self._window), first - _BEFORE - self._start)
        if surplus <= 0:
            return self._window
        self._start += surplus
        return self._window[surplus:].copy()

    def _jump(self, first: int) -> None:
        self._start = self._place(first)
        self._window, self._blocks, self._ended = silence(0), self._onward(self._start), False

    def _place(self, first: int) -> int:
        """The last place up to a sample at which decoding may begin."""
        place = first // PIECE * PIECE
        return place if place and self._enterable else 0

    @cached_property
    def _enterable(self) -> bool:
        """Whether there is more than one place: asked of the first piece's end, so that all files answer alike."""
        return self._pcm.enterable(PIECE * self._pcm.rate // SAMPLE_RATE)

    def _onward(self, place: int) -> Iterator[Samples]:
        """From place to place; a sound that has but one is begun again when that is found out, at the first's end."""
        whole = True
        while whole:
            whole = yield from _first(self._from(place), PIECE)
            place += PIECE
            if whole and not self._enterable:
                yield from _without(self._from(0), place)
                return

    def _from(self, place: int) -> Iterator[Samples]:
        """From where input and output samples coincide, far enough in front for the filter to settle."""
        common = math.gcd(self._pcm.rate, SAMPLE_RATE)
        steps = max(0, place - _WARM_UP) * common // SAMPLE_RATE
        blocks = resampled(self._pcm.dense(steps * (self._pcm.rate // common)), self._pcm.rate)
        return _without(blocks, place - steps * (SAMPLE_RATE // common))


def _first(blocks: Iterator[Samples], count: int) -> Generator[Samples, None, bool]:
    """No more than `count` samples; whether there were as many."""
    for block in blocks:
        yield block[:count]
        count -= len(block)
        if count <= 0:
            return True
    return False


def _without(blocks: Iterator[Samples], count: int) -> Iterator[Samples]:
    for block in blocks:
        if count < len(block):
            yield block[count:]
        count = max(0, count - len(block))
