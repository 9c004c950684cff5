"""How the phases of a sound go on when it plays at another speed."""

import heapq

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import REAL, compiled, piece

Spectrum = NDArray[np.complex64]
Numbers = NDArray[np.float64]

_QUIET = 1e-10  # of the loudest's energy: what lies below only goes on by itself
_SPECTRUM_IN = "Array(complex64, 2, 'A', True)"
_SPECTRUM_OUT = "Array(complex64, 2, 'A')"
_NUMBERS_OUT = "Array(float64, 2, 'A')"


@compiled(_SPECTRUM_IN, _SPECTRUM_IN, _NUMBERS_OUT, _SPECTRUM_OUT, REAL)
def go_on(now: Spectrum, before: Spectrum, phases: Numbers, out: Spectrum, stretch: float) -> None:
    """`out` gets the magnitudes of `now` with the phases that follow `phases`, which become its own.

    Two channels, shape (2, bins). `before` is the source one hop before `now`, so that from one to the other
    every bin turns as it must from hop to hop; from bin to bin it turns by what `now` does times `stretch`,
    so that what lies off the middle of the window comes that much further off it. The loudest bins settle first,
    and each settles its neighbours: Z. Prusa and N. Holighaus, "Phase Vocoder Done Right", EUSIPCO 2017. The
    louder channel leads and the other keeps its distance: the stereo image stays.
    """
    bins = now.shape[1]
    angles, energy, was = np.empty((2, bins)), np.empty(bins), np.empty(bins)
    leads = np.empty(bins, np.int64)
    floor = _measure(now, before, angles, energy, was, leads) * _QUIET
    done = energy <= floor
    queue = _queue(was, done, floor)
    left = bins - done.sum()
    found = _by_themselves(now, before, phases, angles, done)
    while left > 0:
        if len(queue) == 0:
            loudest = _loudest(energy, done)
            done[loudest] = True
            left -= 1
            found[:, loudest] = angles[:, loudest]
            heapq.heappush(queue, (-energy[loudest], loudest + bins))
        index = heapq.heappop(queue)[1]
        if index < bins:
            left -= _from_before(index, now, before, phases, angles, leads, found, done, energy, queue)
        else:
            left -= _to_neighbours(index - bins, stretch, angles, leads, found, done, energy, queue)
    for channel in range(2):
        for k in range(bins):
            phases[channel, k] = _wrapped(found[channel, k])
            size = abs(now[channel, k])
            out[channel, k] = complex(size * np.cos(phases[channel, k]), size * np.sin(phases[channel, k]))


@piece
def _measure(
    now: Spectrum, before: Spectrum, angles: Numbers, energy: Numbers, was: Numbers, leads: NDArray[np.int64]
) -> float:
    """The loudest energy."""
    most = 0.0
    for k in range(now.shape[1]):
        left, right = _energy(now[0, k]), _energy(now[1, k])
        energy[k], was[k] = left + right, _energy(before[0, k]) + _energy(before[1, k])
        leads[k] = 0 if left >= right else 1
        angles[0, k], angles[1, k] = _angle(now[0, k]), _angle(now[1, k])
        most = max(most, energy[k], was[k])
    return most


@piece
def _queue(was: Numbers, done: NDArray[np.bool_], floor: float) -> list[tuple[float, int]]:
    """The bins that were there a hop before, as a heap: an index below the number of bins is one of the past."""
    queue = [(-was[k], k) for k in range(len(was)) if not done[k] and was[k] > floor]
    heapq.heapify(queue)
    return queue


@piece
def _by_themselves(
    now: Spectrum, before: Spectrum, phases: Numbers, angles: Numbers, done: NDArray[np.bool_]
) -> Numbers:
    found = np.empty_like(angles)
    for channel in range(2):
        for k in range(len(done)):
            if done[k]:
                found[channel, k] = phases[channel, k] + _angle(now[channel, k] * np.conj(before[channel, k]))
    return found


@piece
def _loudest(energy: Numbers, done: NDArray[np.bool_]) -> int:
    best = -1
    for k in range(len(energy)):
        if not done[k] and (best < 0 or energy[k] > energy[best]):
            best = k
    return best


@piece
def _from_before(  # noqa: PLR0913, PLR0917 - machine code takes arrays and numbers
    k: int,
    now: Spectrum,
    before: Spectrum,
    phases: Numbers,
    angles: Numbers,
    leads: NDArray[np.int64],
    found: Numbers,
    done: NDArray[np.bool_],
    energy: Numbers,
    queue: list[tuple[float, int]],
) -> int:
    """How many bins it settled."""
    if done[k]:
        return 0
    lead = leads[k]
    found[lead, k] = phases[lead, k] + _angle(now[lead, k] * np.conj(before[lead, k]))
    found[1 - lead, k] = found[lead, k] + angles[1 - lead, k] - angles[lead, k]
    done[k] = True
    heapq.heappush(queue, (-energy[k], k + len(done)))
    return 1


@piece
def _to_neighbours(  # noqa: PLR0913, PLR0917 - see _from_before
    at: int,
    stretch: float,
    angles: Numbers,
    leads: NDArray[np.int64],
    found: Numbers,
    done: NDArray[np.bool_],
    energy: Numbers,
    queue: list[tuple[float, int]],
) -> int:
    settled = 0
    for k in (at - 1, at + 1):
        if 0 <= k < len(done) and not done[k]:
            lead = leads[k]
            # a window's middle is half a turn a bin away from its start
            step = _wrapped(angles[lead, k] - angles[lead, at] + np.pi)
            found[lead, k] = found[lead, at] + stretch * step - np.pi
            found[1 - lead, k] = found[lead, k] + angles[1 - lead, k] - angles[lead, k]
            done[k] = True
            settled += 1
            heapq.heappush(queue, (-energy[k], k + len(done)))
    return settled


@piece
def _energy(value: complex) -> float:
    return float(value.real) ** 2 + float(value.imag) ** 2


@piece
def _angle(value: complex) -> float:
    return float(np.arctan2(value.imag, value.real))


@piece
def _wrapped(angle: float) -> float:
    return float(angle - 2 * np.pi * np.rint(angle / (2 * np.pi)))
