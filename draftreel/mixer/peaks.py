"""How high a sound swings between its samples: its true peaks."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import compiled, piece
from draftreel.image.room import room
from draftreel.samples import Samples

REACH = 12
"""Samples on either side that decide how high the sound swings about a sample."""

_STEPS = 8  # points from one sample to the next
_BETA = 6.0  # Kaiser's window
_CHUNK = 128  # samples looked at together: where nothing near them is loud, nothing is worked out

_PLANES = "Array(float32, 2, 'C', True)"
_ROW = "Array(float32, 1, 'C')"
_NUMBER = "float32"

Peaks = NDArray[np.float32]


def swing() -> float:
    """How many times the loudest sample a sound can reach at most between samples."""
    return float(np.abs(_sinc()).sum(axis=1).max()) * 1.001


def true_peaks(samples: Samples, above: float) -> Peaks:
    """The greatest amplitude about each sample, as far as the samples before and after it; shape (count - 2 REACH,).

    What is not `above` may come out as 0. The first and the last REACH of `samples` are only neighbours. The sound is
    read at eight points a sample (ITU-R BS.1770-4, Annex 2, asks for four at least).
    """
    planes = np.ascontiguousarray(samples.T)
    between = np.zeros(len(samples) - 2 * REACH + 1, np.float32)
    (wave,) = room(np.float32, (_CHUNK,))
    _swing(planes, _sinc(), wave, between, above / swing())
    own: Peaks = np.abs(planes[:, REACH:-REACH]).max(axis=0)
    return np.maximum(own, np.maximum(between[:-1], between[1:]))


@cache
def _sinc() -> NDArray[np.float32]:
    """For each point between two samples the shares of the REACH samples before and after it."""
    places = np.arange(1, _STEPS)[:, np.newaxis] / _STEPS - np.arange(1 - REACH, REACH + 1)
    window = np.i0(_BETA * np.sqrt(1 - np.square(places / REACH).clip(0, 1))) / np.i0(_BETA)
    shares = np.sinc(places) * window
    return np.ascontiguousarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


@compiled(_PLANES, _PLANES, _ROW, _ROW, _NUMBER)
def _swing(
    planes: NDArray[np.float32], shares: NDArray[np.float32], wave: NDArray[np.float32], out: Peaks, least: float
) -> None:
    taps = shares.shape[1]
    for start in range(0, len(out), _CHUNK):
        count = min(_CHUNK, len(out) - start)
        found = out[start : start + count]
        for channel in range(len(planes)):
            near = planes[channel, start : start + count + taps - 1]
            if not _reaches(near, least):
                continue
            for point in range(len(shares)):
                wave[:count] = 0
                for tap in range(taps):
                    share, moved = shares[point, tap], near[tap : tap + count]
                    for n in range(count):
                        wave[n] += share * moved[n]
                for n in range(count):
                    found[n] = max(found[n], abs(wave[n]))


@piece
def _reaches(sound: NDArray[np.float32], least: float) -> bool:
    found = False
    for n in range(len(sound)):
        found |= not abs(sound[n]) < least  # what is no number reaches everything
    return found
