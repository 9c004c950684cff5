"""Steady noise taken away."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import lfilter

from draftreel.audio_effects.spectra import Frames, Spectra
from draftreel.samples import Samples

_FRAMES = Frames(2048)
_PAST_S = 2.0  # a noise is what is left when it is quietest in this time; speech pauses more often
_KEPT = 0.85  # of the power from frame to frame
_BIAS = 2.6  # by which the least of a smoothed noise is below its mean, measured on white noise
_OVER = 3.0
_FLOOR = 0.06
_TINY = 1e-20


def denoise(samples: Samples, rate: int, first: int, *, strength: float = 1.0) -> Samples:
    """Bins that are hardly louder than the noise are turned down, at most by 24 dB; `strength` is a share of that.

    The noise is the least of the smoothed power in the past (minimum statistics, R. Martin 2001), the gain
    spectral subtraction (S. Boll 1979), smoothed over time and frequency.
    """
    if strength == 0 or len(samples) == 0:
        return samples
    past = round(_PAST_S * rate / _FRAMES.hop)

    def cleaned(spectra: Spectra, _channel: int) -> Spectra:
        return (spectra * (1 - strength * (1 - _gain(spectra, past)))).astype(np.complex64)

    return _FRAMES.changed(samples, first, cleaned)


def _gain(spectra: Spectra, past: int) -> NDArray[np.float32]:
    power = np.square(spectra.real) + np.square(spectra.imag)
    smooth = _smoothed(power)
    noise = _BIAS * minimum_filter1d(smooth, past, axis=0, origin=(past - 1) // 2, mode="nearest")
    over = uniform_filter1d(power, 3, axis=0, mode="nearest") + np.float32(_TINY)
    raw = np.sqrt(np.clip(1 - _OVER * noise / over, _FLOOR**2, 1))
    gain: NDArray[np.float32] = uniform_filter1d(raw, 3, axis=1, mode="nearest")
    return gain


def _smoothed(power: NDArray[np.float32]) -> NDArray[np.float32]:
    start = _KEPT * power[:1].astype(np.float64)
    smooth, _ = lfilter([1 - _KEPT], [1, -_KEPT], power, axis=0, zi=start)
    return np.asarray(smooth, np.float32)
