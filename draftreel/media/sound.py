"""Samples of any file with sound, by range."""

import math
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from draftreel.media.demuxers import as_material_errors
from draftreel.media.pcm import Pcm
from draftreel.media.resampling import resampled
from draftreel.samples import SAMPLE_RATE, Samples, silence

_LEAP = 10 * SAMPLE_RATE
_WARM_UP = 2_048  # output samples until a resampler that was started anew gives what play would
_BEFORE = SAMPLE_RATE  # kept behind the reading place, so that overlapping reads need no jump


class SoundReader:
    """A file's sound at 48 kHz in stereo; sample 0 is the picture's start (the sound's where there is none).

    Reading on is streaming; a jump seeks and gives the same samples. What cannot be decoded is silence.
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
        if first < self._start or (first > reached + _LEAP and not self._ended):
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
        """To a place where input and output samples coincide, far enough in front for the filter to settle."""
        common = math.gcd(self._pcm.rate, SAMPLE_RATE)
        steps = max(0, first - _WARM_UP) * common // SAMPLE_RATE
        blocks = resampled(self._pcm.dense(steps * (self._pcm.rate // common)), self._pcm.rate)
        self._start = steps * (SAMPLE_RATE // common)
        warm = _WARM_UP // 2 if steps else 0
        self._window, self._blocks, self._ended = silence(0), _without(blocks, warm), False
        self._start += warm


def _without(blocks: Iterator[Samples], count: int) -> Iterator[Samples]:
    for block in blocks:
        if count < len(block):
            yield block[count:]
        count = max(0, count - len(block))
