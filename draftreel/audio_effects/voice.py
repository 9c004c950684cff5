"""Other voices: the pitch and the formants (what the throat makes of it) moved apart from one another."""

import numpy as np
from numpy.typing import NDArray
from python_stretch.Signalsmith import Stretch
from scipy.fft import irfft, rfft

from draftreel.audio_effects.spectra import Frames, Spectra
from draftreel.samples import CHANNELS, Samples

_FRAMES = Frames(2048)
_SMOOTH_S = 0.0022  # the longest ripple of the outline: shorter than a voice's period
_MOST_DB = 30.0
_QUIETEST = 1e-5


def voice(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    semitones: float = 0.0,
    formants: float = 0.0,
    pitch: float = 1.0,
    timbre: float = 1.0,
) -> Samples:
    """The pitch higher by `semitones` times `pitch`, the formants by `formants` (in semitones too) times `timbre`.

    `strength` is a share of both: half of it is half the way, not two voices.
    """
    return shifted(samples, rate, first, strength * semitones * pitch, strength * formants * timbre)


def shifted(samples: Samples, rate: int, first: int, semitones: float, formants: float) -> Samples:
    """The pitch and the formants higher by so many semitones; the very samples when both are 0."""
    if (semitones == 0 and formants == 0) or len(samples) == 0:
        return samples
    higher = _transposed(samples, rate, semitones) if semitones else samples
    return higher if formants == semitones else _with_outline(higher, samples, rate, first, semitones, formants)


def _transposed(samples: Samples, rate: int, semitones: float) -> Samples:
    """By Signalsmith's stretcher, which takes the formants along."""
    stretch = Stretch()
    stretch.preset(CHANNELS, rate)
    stretch.setTransposeFactor(2 ** (semitones / 12))
    heard = np.asarray(stretch.process(np.ascontiguousarray(samples.T)), np.float32)
    return np.ascontiguousarray(heard.T)


def _with_outline(
    heard: Samples, samples: Samples, rate: int, first: int, semitones: float, formants: float
) -> Samples:
    """What is heard has the samples' outline moved by `semitones`: it gets the one moved by `formants`."""
    outline = _outline(_FRAMES.spectra(samples, first), rate)
    change = _moved(outline, formants) - _moved(outline, semitones)
    gain = np.exp(np.clip(change, -_MOST_DB / 8.686, _MOST_DB / 8.686)).astype(np.float32)

    def shaped(spectra: Spectra, _channel: int) -> Spectra:
        return np.asarray(spectra * gain, np.complex64)

    return _FRAMES.changed(heard, first, shaped)


def _outline(spectra: Spectra, rate: int) -> NDArray[np.float32]:
    """The logarithm of the spectra without their ripples: the low part of the cepstrum, shape (frames, bins)."""
    cepstra = irfft(np.log(np.abs(spectra) + np.float32(_QUIETEST)), _FRAMES.size, axis=1)
    kept = round(_SMOOTH_S * rate)
    fading = np.zeros(_FRAMES.size, np.float32)
    fading[: kept + 1] = 0.5 + 0.5 * np.cos(np.pi * np.arange(kept + 1) / (kept + 1))
    fading[-kept:] = fading[kept:0:-1]
    outline: NDArray[np.float32] = rfft(cepstra * fading, axis=1).real
    return outline


def _moved(outline: NDArray[np.float32], semitones: float) -> NDArray[np.float32]:
    """The outline with what lay at a frequency now higher by so many semitones."""
    bins = outline.shape[1]
    place = np.minimum(np.arange(bins) / 2 ** (semitones / 12), bins - 1)
    low = np.minimum(place.astype(np.int64), bins - 2)
    part = (place - low).astype(np.float32)
    moved: NDArray[np.float32] = outline[:, low] * (1 - part) + outline[:, low + 1] * part
    return moved
