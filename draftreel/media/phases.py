"""How the phases of a sound go on when it plays at another speed."""

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import REAL, compiled, piece
from draftreel.image.room import room

Spectrum = NDArray[np.complex64]
Numbers = NDArray[np.float64]
Wholes = NDArray[np.int64]

_QUIET = 1e-10  # of the loudest's energy: what lies below only goes on by itself
_SPECTRUM_IN = "Array(complex64, 2, 'A', True)"
_SPECTRUM_OUT = "Array(complex64, 2, 'A')"
_NUMBERS_OUT = "Array(float64, 2, 'A')"
_ROOM = "UniTuple(Array(float64, 2, 'C'), 3)"
_LEVELS = "Array(float64, 1, 'C')"
_WHOLES = "Array(int64, 1, 'C')"


def go_on(now: Spectrum, before: Spectrum, phases: Numbers, out: Spectrum, stretch: float) -> None:
    """`out` gets the magnitudes of `now` with the phases that follow `phases`, which become its own.

    Two channels, shape (2, bins). `before` is the source one hop before `now`, so that from one to the other
    every bin turns as it must from hop to hop; from bin to bin it turns by what `now` does times `stretch`,
    so that what lies off the middle of the window comes that much further off it. The loudest bins settle first,
    and each settles its neighbours: Z. Prusa and N. Holighaus, "Phase Vocoder Done Right", EUSIPCO 2017. The
    louder channel leads and the other keeps its distance: the stereo image stays.
    """
    bins = now.shape[1]
    *numbers, levels = room(np.float64, (2, bins), (2, bins), (2, bins), (2 * bins,))
    leads, settled, places = room(np.int64, (bins,), (bins,), (2 * bins,))
    _go_on((now, before), phases, out, stretch, tuple(numbers), leads, settled, levels, places)


@compiled(f"UniTuple({_SPECTRUM_IN}, 2)", _NUMBERS_OUT, _SPECTRUM_OUT, REAL, _ROOM, _WHOLES, _WHOLES, _LEVELS, _WHOLES)
def _go_on(  # noqa: C901, PLR0913, PLR0917 - a kernel cannot make the arrays that it works in
    spectra: tuple[Spectrum, Spectrum],
    phases: Numbers,
    out: Spectrum,
    stretch: float,
    numbers: tuple[Numbers, ...],
    leads: Wholes,
    done: Wholes,
    levels: Numbers,
    places: Wholes,
) -> None:
    # the queue is a heap: the loudest first, an index below the number of bins is one of the past
    now, before = spectra
    angles, found, energies = numbers
    bins, energy, was = now.shape[1], energies[0], energies[1]
    floor = _measure(now, before, angles, energy, was, leads) * _QUIET
    left, length = bins, 0
    for k in range(bins):
        done[k] = energy[k] <= floor
        left -= done[k]
        if not done[k] and was[k] > floor:
            length = _push(levels, places, length, -was[k], k)
    _by_themselves(now, before, phases, done, found)
    while left > 0:
        if length == 0:
            loudest = _loudest(energy, done)
            done[loudest] = 1
            left -= 1
            found[0, loudest], found[1, loudest] = angles[0, loudest], angles[1, loudest]
            length = _push(levels, places, length, -energy[loudest], loudest + bins)
        index = places[0]
        length = _pop(levels, places, length)
        at = index % bins
        if index >= bins:
            for k in (at - 1, at + 1):
                if 0 <= k < bins and not done[k]:
                    _to_neighbour(at, k, stretch, angles, leads, found)
                    done[k] = 1
                    left -= 1
                    length = _push(levels, places, length, -energy[k], k + bins)
        elif not done[at]:
            _from_before(at, now, before, phases, angles, leads, found)
            done[at] = 1
            left -= 1
            length = _push(levels, places, length, -energy[at], at + bins)
    for channel in range(2):
        for k in range(bins):
            phases[channel, k] = _wrapped(found[channel, k])
            size = abs(now[channel, k])
            out[channel, k] = complex(size * np.cos(phases[channel, k]), size * np.sin(phases[channel, k]))


@piece
def _measure(now: Spectrum, before: Spectrum, angles: Numbers, energy: Numbers, was: Numbers, leads: Wholes) -> float:
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
def _push(levels: Numbers, places: Wholes, length: int, level: float, place: int) -> int:
    """A heap with one more, the least level first and of equal ones the least place; how long it is then."""
    at = length
    while at > 0 and _is_before(level, place, levels[(at - 1) // 2], places[(at - 1) // 2]):
        levels[at], places[at] = levels[(at - 1) // 2], places[(at - 1) // 2]
        at = (at - 1) // 2
    levels[at], places[at] = level, place
    return length + 1


@piece
def _pop(levels: Numbers, places: Wholes, length: int) -> int:
    """A heap without its first; how long it is then."""
    length -= 1
    level, place, at = levels[length], places[length], 0
    while 2 * at + 1 < length:
        least = 2 * at + 1
        if least + 1 < length and _is_before(levels[least + 1], places[least + 1], levels[least], places[least]):
            least += 1
        if not _is_before(levels[least], places[least], level, place):
            break
        levels[at], places[at] = levels[least], places[least]
        at = least
    levels[at], places[at] = level, place
    return length


@piece
def _is_before(level: float, place: int, other_level: float, other_place: int) -> bool:
    return level < other_level or (level == other_level and place < other_place)


@piece
def _by_themselves(now: Spectrum, before: Spectrum, phases: Numbers, done: Wholes, found: Numbers) -> None:
    for channel in range(2):
        for k in range(len(done)):
            if done[k]:
                found[channel, k] = phases[channel, k] + _angle(now[channel, k] * np.conj(before[channel, k]))


@piece
def _loudest(energy: Numbers, done: Wholes) -> int:
    best = -1
    for k in range(len(energy)):
        if not done[k] and (best < 0 or energy[k] > energy[best]):
            best = k
    return best


@piece
def _from_before(  # noqa: PLR0913, PLR0917 - machine code takes arrays and numbers
    k: int, now: Spectrum, before: Spectrum, phases: Numbers, angles: Numbers, leads: Wholes, found: Numbers
) -> None:
    lead = leads[k]
    found[lead, k] = phases[lead, k] + _angle(now[lead, k] * np.conj(before[lead, k]))
    found[1 - lead, k] = found[lead, k] + angles[1 - lead, k] - angles[lead, k]


@piece
def _to_neighbour(at: int, k: int, stretch: float, angles: Numbers, leads: Wholes, found: Numbers) -> None:
    lead = leads[k]
    # a window's middle is half a turn a bin away from its start
    step = _wrapped(angles[lead, k] - angles[lead, at] + np.pi)
    found[lead, k] = found[lead, at] + stretch * step - np.pi
    found[1 - lead, k] = found[lead, k] + angles[1 - lead, k] - angles[lead, k]


@piece
def _energy(value: complex) -> float:
    return float(value.real) ** 2 + float(value.imag) ** 2


@piece
def _angle(value: complex) -> float:
    return float(np.arctan2(value.imag, value.real))


@piece
def _wrapped(angle: float) -> float:
    return float(angle - 2 * np.pi * np.rint(angle / (2 * np.pi)))
