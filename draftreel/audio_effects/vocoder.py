"""A voice on a machine's pitch: its spectrum's outline laid over a buzz."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from draftreel.audio_effects.blending import blended
from draftreel.audio_effects.hissing import white
from draftreel.audio_effects.spectra import Frames, Spectra
from draftreel.samples import CHANNELS, Samples

_FRAMES = Frames(1024)
_BAND_HZ = 240.0
_BREATH = 0.12  # of white noise in the buzz, for what is not voiced
_LEAST = 1e-4

CHORDS = {"one": (1.0,), "fifth": (1.0, 1.5), "major": (1.0, 1.2599, 1.4983), "minor": (1.0, 1.1892, 1.4983)}
"""The notes of a buzz as ratios: equal temperament's, but for the plain fifth."""


def vocoder(
    samples: Samples, rate: int, first: int, *, strength: float = 1.0, hertz: float = 110.0, chord: str = "one"
) -> Samples:
    """The sound's bands as loud as they are, filled by a sawtooth of `hertz` (or a chord on it) and some breath."""
    if strength == 0 or len(samples) == 0:
        return samples
    buzz = _buzz(rate, first, len(samples), [hertz * ratio for ratio in CHORDS[chord]])
    plain = _FRAMES.spectra(buzz, first)
    width = max(1, round(_BAND_HZ * _FRAMES.size / rate))
    plain /= _outline(plain, width) + np.float32(_LEAST)

    def filled(spectra: Spectra, _channel: int) -> Spectra:
        return np.multiply(plain, _outline(spectra, width), out=spectra)

    return blended(samples, _FRAMES.changed(samples, first, filled), strength)


def _outline(spectra: Spectra, width: int) -> NDArray[np.float32]:
    """Root mean squares over a band about every bin."""
    power = np.square(spectra.real)
    power += np.square(spectra.imag)
    uniform_filter1d(power, width, axis=1, mode="nearest", output=power)
    return np.sqrt(np.maximum(power, 0, out=power), out=power)


def _buzz(rate: int, first: int, count: int, notes: list[float]) -> Samples:
    place = np.arange(first, first + count)
    saw = sum((_sawtooth(place * (note / rate) % 1, note / rate) for note in notes), np.zeros(count))
    breath = _BREATH * white(21, first, count)[:, 0]
    return np.repeat((0.5 * saw + breath).astype(np.float32)[:, np.newaxis], CHANNELS, axis=1)


def _sawtooth(phase: NDArray[np.floating], step: float) -> NDArray[np.float64]:
    """Rounded at its jump (PolyBLEP, Välimäki and Huovilainen 2007), so that nothing folds back."""
    after, before = phase / step, (phase - 1) / step
    jump = np.where(after < 1, 2 * after - after**2 - 1, 0) + np.where(before > -1, before**2 + 2 * before + 1, 0)
    return np.asarray(2 * phase - 1 - jump, np.float64)
