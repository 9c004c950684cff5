"""Other voices: the pitch and the formants (what the throat makes of it) moved apart from one another."""

import numpy as np
from numpy.typing import NDArray
from python_stretch.Signalsmith import Stretch
from scipy.fft import irfft, rfft

from draftreel.audio_effects.periods import SHORTEST_S, STEP_S, tracked
from draftreel.audio_effects.spectra import Frames, Spectra
from draftreel.samples import CHANNELS, Samples

_FRAMES = Frames(2048)
_OF_A_PERIOD = 0.9
_UNVOICED_S = 0.0025
_ROUNDS = 6
_MOST_DB = 30.0
_QUIETEST = 1e-5


def voice(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    semitones: float = 7.0,
    formants: float = 7.0,
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
    spectra = _FRAMES.spectra(samples, first)
    outline = _outline(spectra, _kept(samples, rate, first, len(spectra)))
    change = _moved(outline, formants) - _moved(outline, semitones)
    gain = np.exp(np.clip(change, -_MOST_DB / 8.686, _MOST_DB / 8.686))

    def shaped(spectra: Spectra, _channel: int) -> Spectra:
        return np.asarray(spectra * gain, np.complex64)

    return _FRAMES.changed(heard, first, shaped)


def _kept(samples: Samples, rate: int, first: int, frames: int) -> NDArray[np.float64]:
    """The longest ripple of every frame's outline, in samples: shorter than the voice's own period."""
    if len(samples) < 2 * SHORTEST_S * rate:
        return np.full(frames, _UNVOICED_S * rate)
    periods = tracked(samples.mean(axis=1), rate)
    middles = (np.arange(frames) * _FRAMES.hop + _FRAMES.first_middle(first)) / rate
    steps = np.clip(np.round(middles / STEP_S), 0, len(periods) - 1).astype(np.int64)
    return np.where(periods[steps] > 0, periods[steps] * _OF_A_PERIOD, _UNVOICED_S) * rate


def _outline(spectra: Spectra, kept: NDArray[np.float64]) -> NDArray[np.float32]:
    """The logarithm of the spectra's upper edge without their ripples, shape (frames, bins).

    The low part of the cepstrum, of what lies above it, a few times over: the true envelope of A. Röbel and
    X. Rodet, Efficient spectral envelope estimation, 2005.
    """
    ripple = np.minimum(np.arange(_FRAMES.size), _FRAMES.size - np.arange(_FRAMES.size))
    share = np.clip(3 * (1 - ripple / kept[:, np.newaxis]), 0, 1).astype(np.float32)
    bent = np.log(np.abs(spectra) + np.float32(_QUIETEST))
    outline = bent
    for _ in range(_ROUNDS):
        outline = np.asarray(rfft(irfft(bent, _FRAMES.size, axis=1) * share, axis=1).real, np.float32)
        bent = np.maximum(bent, outline)
    return outline


def _moved(outline: NDArray[np.float32], semitones: float) -> NDArray[np.float32]:
    """The outline with what lay at a frequency now higher by so many semitones."""
    bins = outline.shape[1]
    place = np.minimum(np.arange(bins) / 2 ** (semitones / 12), bins - 1)
    low = np.minimum(place.astype(np.int64), bins - 2)
    part = (place - low).astype(np.float32)
    moved: NDArray[np.float32] = outline[:, low] * (1 - part) + outline[:, low + 1] * part
    return moved
