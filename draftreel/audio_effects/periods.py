"""How high a voice is from moment to moment."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.signal import resample_poly

STEP_S = 0.01
SHORTEST_S = 0.05

_THIN = 4  # only every fourth sample is asked
_LOWEST_HZ, _HIGHEST_HZ = 70.0, 600.0
_VOICED = 0.5  # how like itself a period later a sound has to be
_QUIET = 1e-6
_AT_ONCE = 256  # steps, so that what is worked on stays small

Track = NDArray[np.float64]
"""One number for every step of `STEP_S`."""


def tracked(sound: NDArray[np.float32], rate: int) -> Track:
    """The period in seconds at every step, 0 where there is none: the first high peak of the autocorrelation.

    Divided by the energies of both halves, as in P. McLeod and G. Wyvill, A smarter way to find pitch, 2005.
    `sound` has one channel, of at least twice `SHORTEST_S`.
    """
    thin_rate = rate // _THIN
    thin = np.asarray(resample_poly(sound, 1, _THIN), np.float32)
    size, step = round(SHORTEST_S * thin_rate), round(STEP_S * thin_rate)
    windows = sliding_window_view(np.pad(thin, size // 2), size)[::step]
    lags, shortest = round(thin_rate / _LOWEST_HZ) + 2, round(thin_rate / _HIGHEST_HZ)
    parts = [windows[start : start + _AT_ONCE] for start in range(0, len(windows), _AT_ONCE)]
    return np.concatenate([_first_peak(_likeness(part, lags), shortest) for part in parts]) / thin_rate


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
