"""Sound made longer or shorter at its own pitch."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draftreel.media.phases import Numbers, go_on
from draftreel.samples import CHANNELS, Samples, silence

Places = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From output samples, which may be negative, to the source samples that are heard there; it rises."""

WINDOW: Final = 4096
_HOP = 1024
_HALF = WINDOW // 2
SLOWEST: Final = 0.5
"""More than this slower in one pass would smear attacks."""
_HEARD_WIDE = 1.5
"""A window that is stretched by more would reach round its own ends: it is made narrower. Chosen by measuring."""
_NARROWEST = 0.5
_HARDLY = np.float32(1e-3)


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
        self._sum, self._weight = silence(WINDOW), np.zeros(WINDOW, np.float32)
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
        self._add(self._heard[start : start + WINDOW + self._hop])
        ready = self._sum[: self._hop] / np.maximum(self._weight[: self._hop, np.newaxis], _HARDLY)
        self._sum = np.concatenate((self._sum[self._hop :], silence(self._hop)))
        self._weight = np.concatenate((self._weight[self._hop :], np.zeros(self._hop, np.float32)))
        self._middle += self._hop
        return np.asarray(ready if self._middle > _HALF else ready[:0], np.float32)

    def _add(self, heard: Samples) -> None:
        """The next window, in which what stands off the middle comes off it by `stretch` times as much."""
        ahead, behind = self._places(np.array([self._middle + self._hop, self._middle - self._hop], np.float64))
        stretch = 2 * self._hop / max(1.0, float(ahead - behind))
        analysis, synthesis = _bell(min(1.0, _HEARD_WIDE / stretch)), _bell(min(1.0, max(_NARROWEST, stretch)))
        self._weight += analysis * synthesis
        if heard.any():
            now, before = np.fft.rfft(np.stack((heard[self._hop :].T, heard[: -self._hop].T)) * analysis)
            turned = np.empty_like(now)
            go_on(now, before, self._phases, turned, stretch)
            self._sum += (np.fft.irfft(turned, WINDOW) * synthesis).T


@lru_cache(256)
def _bell(width: float) -> NDArray[np.float32]:
    """Hann's window over this share of the whole, rounded to an even number of samples, about its middle."""
    half = round(width * _HALF)
    bell = np.zeros(WINDOW, np.float32)
    bell[_HALF - half : _HALF + half] = 0.5 - 0.5 * np.cos(np.pi * np.arange(2 * half) / half)
    return bell
