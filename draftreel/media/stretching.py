"""Sound made longer or shorter at its own pitch."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from draftreel.media.phases import Numbers, go_on
from draftreel.samples import CHANNELS, Samples, silence

Places = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From output samples, which may be negative, to the source samples that are heard there; it rises."""

WINDOW: Final = 4096
_HOP = 1024
_HALF = WINDOW // 2
_BELL = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
_BELLS_SQUARED = 3 / 8 * WINDOW  # summed over a window
SLOWEST: Final = 0.5
"""More than this slower in one pass would smear attacks."""


class Stretcher:
    """Plays sound at any speed, also one that changes, without changing its pitch: a phase vocoder.

    The source is taken from sample `begin` on (before 0: half a window), what comes out begins with output sample 0,
    and what stands at source sample `places(n)` is heard at n. How much is pushed at a time changes nothing.
    `fastest` is the most source samples that pass in one.
    """

    def __init__(self, places: Places, fastest: float) -> None:
        self._places = places
        self._hop = max(8, _HOP >> max(0, round(math.log2(fastest))))
        self._middle = self._hop - _HALF
        self._phases: Numbers = np.zeros((CHANNELS, _HALF + 1))
        self._sum = silence(WINDOW)
        self._heard = silence(0)
        self.begin = self._origin = self._reach()[0]

    def push(self, samples: Samples) -> Samples:
        """What is ready after taking these samples in, sometimes nothing."""
        self._heard = np.concatenate((self._heard, samples))
        ready = [silence(0)]
        start, end = self._reach()
        while end <= self._origin + len(self._heard):
            ready.append(self._next(start - self._origin))
            start, end = self._reach()
        self._heard, self._origin = self._heard[max(0, start - self._origin) :], max(start, self._origin)
        return np.concatenate(ready)

    def _reach(self) -> tuple[int, int]:
        """The source samples that the next window needs: those about its middle, and about a hop before."""
        place = round(float(self._places(np.array([self._middle], np.float64))[0]))
        return place - _HALF - self._hop, place + _HALF

    def _next(self, start: int) -> Samples:
        """The samples that no later window adds to; nothing before output sample 0."""
        self._sum += self._window(self._heard[start : start + WINDOW + self._hop])
        ready, self._sum = self._sum[: self._hop], np.concatenate((self._sum[self._hop :], silence(self._hop)))
        self._middle += self._hop
        return ready if self._middle > _HALF else ready[:0]

    def _window(self, heard: Samples) -> Samples:
        if not heard.any():
            return silence(WINDOW)
        both = np.stack((heard[self._hop :].T, heard[: -self._hop].T)) * _BELL
        now, before = fft.rfft(both)
        ahead, behind = self._places(np.array([self._middle + self._hop, self._middle - self._hop], np.float64))
        turned = np.empty_like(now)
        go_on(now, before, self._phases, turned, 2 * self._hop / max(1.0, float(ahead - behind)))
        played = fft.irfft(turned, WINDOW).T * (_BELL * np.float32(self._hop / _BELLS_SQUARED))[:, np.newaxis]
        return np.asarray(played, np.float32)
