"""Short spectra of a sound and back, at places that are the same wherever it is cut."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from draftreel.samples import Samples

Spectra = NDArray[np.complex64]
"""Shape (frames, bins)."""

_AT_ONCE = 256  # frames, so that what is worked on stays small


@dataclass(frozen=True, slots=True)
class Frames:
    """Windows of `size` samples (roots of Hann's), four over every sample."""

    size: int

    @property
    def hop(self) -> int:
        return self.size // 4

    def changed(self, samples: Samples, first: int, change: Callable[[Spectra, int], Spectra]) -> Samples:
        """The samples with every channel's spectra changed; `change` is told the channel too."""
        before = self._lead(first)
        padded = np.pad(samples, ((before, self._tail(len(samples) + before)), (0, 0)))
        channels = [self._joined(change(self._spectra(one), index)) for index, one in enumerate(padded.T)]
        return np.stack([one[before : before + len(samples)] for one in channels], axis=1)

    def spectra(self, samples: Samples, first: int) -> Spectra:
        """The spectra that `changed` hands on, of the mean of both channels."""
        before = self._lead(first)
        padded = np.pad(samples.mean(axis=1), (before, self._tail(len(samples) + before)))
        return self._spectra(padded)

    def first_middle(self, first: int) -> int:
        """The row of the samples that lies in the middle of the first window; before row 0 it is negative."""
        return self.size // 2 - self._lead(first)

    def _lead(self, first: int) -> int:
        return self.size - self.hop + first % self.hop

    def _tail(self, count: int) -> int:
        return self.size - self.hop + -count % self.hop

    def _spectra(self, sound: NDArray[np.float32]) -> Spectra:
        windows = sliding_window_view(sound, self.size)[:: self.hop]
        spectra = np.empty((len(windows), self.size // 2 + 1), np.complex64)
        for start in range(0, len(windows), _AT_ONCE):
            spectra[start : start + _AT_ONCE] = rfft(windows[start : start + _AT_ONCE] * self._window(), axis=1)
        return spectra

    def _joined(self, spectra: Spectra) -> NDArray[np.float32]:
        windows = irfft(spectra, self.size, axis=1)
        windows *= self._window() / 2
        parts = windows.reshape(len(windows), 4, self.hop)
        sound = np.zeros((len(windows) + 3, self.hop), np.float32)
        for index in range(4):
            sound[index : index + len(windows)] += parts[:, index]
        return sound.reshape(-1)

    def _window(self) -> NDArray[np.float32]:
        return np.sin(np.pi * np.arange(self.size) / self.size).astype(np.float32)
