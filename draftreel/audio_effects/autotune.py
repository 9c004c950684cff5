"""A voice pulled to the nearest note."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.signal import resample_poly

from draftreel.audio_effects.delaying import delayed
from draftreel.samples import Samples

_THIN = 4  # only every fourth sample is asked for the pitch
_STEP_S = 0.01
_WINDOW_S = 0.05
_LOWEST_HZ, _HIGHEST_HZ = 70.0, 600.0
_VOICED = 0.5  # how like itself a period later a sound has to be
_TUNING_HZ = 440.0
_QUIET = 1e-6

Track = NDArray[np.float64]
"""One number for every step of 10 ms."""


def autotune(samples: Samples, rate: int, first: int, *, strength: float = 1.0) -> Samples:
    """Every voiced moment at the nearest note of the chromatic scale, or `strength` of the way there.

    The sound is read a little faster or slower, and whole periods are left out or said again, so that its length
    and its formants stay (US patent 5,973,252, which has expired).
    """
    del first
    if strength == 0 or len(samples) < 2 * _WINDOW_S * rate:
        return samples
    periods = _periods(samples.mean(axis=1), rate)
    return _played(samples, rate, periods, _ratios(periods) ** strength)


def _periods(sound: NDArray[np.float32], rate: int) -> Track:
    """The period in seconds at every step, 0 where there is none: the first high peak of the autocorrelation.

    Divided by the energies of both halves, as in P. McLeod and G. Wyvill, A smarter way to find pitch, 2005.
    """
    thin_rate = rate // _THIN
    thin = np.asarray(resample_poly(sound, 1, _THIN), np.float32)
    size, step = round(_WINDOW_S * thin_rate), round(_STEP_S * thin_rate)
    windows = sliding_window_view(np.pad(thin, size // 2), size)[::step]
    likeness = _likeness(windows, round(thin_rate / _LOWEST_HZ) + 2)
    return _first_peak(likeness, round(thin_rate / _HIGHEST_HZ)) / thin_rate


def _likeness(windows: NDArray[np.float32], lags: int) -> NDArray[np.float64]:
    """How like itself each window is some samples later, -1..1, shape (windows, lags)."""
    size = windows.shape[1]
    spectra = rfft(windows, 2 * size, axis=1)
    same = irfft(np.square(np.abs(spectra)), axis=1)[:, :lags]
    energy = np.cumsum(np.square(windows, dtype=np.float64), axis=1)
    whole = energy[:, -1:]
    lag = np.arange(1, lags)
    both = np.concatenate((2 * whole, energy[:, size - 1 - lag] + whole - energy[:, lag - 1]), axis=1)
    return np.asarray(2 * same / (both + _QUIET), np.float64)


def _first_peak(likeness: NDArray[np.float64], shortest: int) -> Track:
    """The lag of the first peak that is nearly as high as the highest, between the samples by a parabola."""
    inner = likeness[:, shortest:-1]
    peaks = (inner >= likeness[:, shortest - 1 : -2]) & (inner > likeness[:, shortest + 1 :])
    heights = np.where(peaks, inner, 0)
    highest = heights.max(axis=1, keepdims=True)
    lag = (heights >= 0.9 * np.maximum(highest, _VOICED)).argmax(axis=1) + shortest
    row = np.arange(len(lag))
    before, middle, after = likeness[row, lag - 1], likeness[row, lag], likeness[row, lag + 1]
    bend = before - 2 * middle + after
    fine = lag + 0.5 * (before - after) / np.where(bend < 0, bend, -1)
    return np.where(highest[:, 0] >= _VOICED, fine, 0.0)


def _ratios(periods: Track) -> Track:
    """By how much each moment must be higher to be at its nearest note."""
    hertz = 1 / np.where(periods > 0, periods, 1 / _TUNING_HZ)
    notes = 12 * np.log2(hertz / _TUNING_HZ)
    return np.asarray(2 ** ((np.round(notes) - notes) / 12), np.float64)


def _played(samples: Samples, rate: int, periods: Track, ratios: Track) -> Samples:
    """The samples read at changing speeds, from two places at once where a whole period is jumped over."""
    step = round(_STEP_S * rate)
    drifts = (1 - ratios) * step
    jumps = _jumps(drifts, periods * rate)
    begun = np.cumsum(drifts + jumps) - drifts - jumps
    place = np.arange(len(samples))
    at, part = np.minimum(place // step, len(drifts) - 1), place % step / step
    late = begun[at] + drifts[at] * part
    near, jump = delayed(samples, late), jumps[at]
    if not jump.any():
        return near
    rising = (0.5 - 0.5 * np.cos(np.pi * part)).astype(np.float32)[:, np.newaxis]
    return np.asarray(near + (delayed(samples, late + jump) - near) * rising, np.float32)


def _jumps(drifts: Track, periods: Track) -> Track:
    """By how many samples to jump at every step: whole periods, as soon as the sound is half of one early or late.

    Where there is no period there is nothing to be out of step with: it goes back to where it belongs.
    """
    jumps, late = np.zeros_like(drifts), 0.0
    for index, (drift, period) in enumerate(zip(drifts, periods, strict=True)):
        jumps[index] = -period * round((late + drift) / period) if period > 0 else -late - drift
        late += drift + jumps[index]
    return jumps
