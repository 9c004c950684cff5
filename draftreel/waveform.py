"""How loud a sound is over time, gathered as it goes by, and the picture of it."""

import math
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.samples import CHANNELS, Samples

Picture: TypeAlias = NDArray[np.uint8]
"""Shape (height, width, 3): blue, green, red."""

_GROUND, _PEAK, _BODY = (26, 22, 20), (150, 105, 52), (250, 200, 120)
_OVER, _LINE = (80, 80, 255), (70, 62, 58)
_LINES = (0.0, 0.5, -0.5, 1.0, -1.0)
_MARGIN = 0.04  # of a channel's height, above and below full scale


class Levels:
    """Peak, and by column the lowest, the highest and the mean square of every channel, of `total` samples to come."""

    def __init__(self, total: int, columns: int) -> None:
        self._edges = np.linspace(0, max(1, total), max(1, columns) + 1).round().astype(np.int64)
        shape = (max(1, columns), CHANNELS)
        self.lowest, self.highest = np.zeros(shape), np.zeros(shape)
        self._squares = np.zeros(shape)
        self._position = 0
        self.peak = 0.0
        self.over = 0

    def hear(self, block: Samples) -> None:
        """Samples that follow those before them."""
        if not len(block):
            return
        loud = np.abs(block)
        self.peak = max(self.peak, float(loud.max()))
        self.over += int((loud > 1).any(axis=1).sum()) if self.peak > 1 else 0
        self._enter(block)
        self._position += len(block)

    @property
    def rms(self) -> NDArray[np.float64]:
        """Shape (columns, channels), linear."""
        counts = np.maximum(np.diff(self._edges), 1)[:, np.newaxis]
        return np.sqrt(self._squares / counts)

    def _enter(self, block: Samples) -> None:
        end = self._position + len(block)
        low = int(np.searchsorted(self._edges, self._position, "right")) - 1
        high = min(int(np.searchsorted(self._edges, end, "left")), len(self.lowest))
        within = slice(low, high)
        starts = np.clip(self._edges[within] - self._position, 0, len(block) - 1)
        self.lowest[within] = np.minimum(self.lowest[within], np.minimum.reduceat(block, starts))
        self.highest[within] = np.maximum(self.highest[within], np.maximum.reduceat(block, starts))
        self._squares[within] += np.add.reduceat(np.square(block, dtype=np.float64), starts)


def decibels(amplitude: float) -> float | None:
    """Below full scale; nothing for silence."""
    return 20 * math.log10(amplitude) if amplitude > 0 else None


def draw_waveform(levels: Levels, height: int) -> Picture:
    """Left above right: peaks dark, RMS light, over full scale red; lines at zero, at half and at full scale."""
    rows = [_channel(levels, channel, height // CHANNELS) for channel in range(CHANNELS)]
    return np.ascontiguousarray(np.concatenate(rows))


def _channel(levels: Levels, channel: int, height: int) -> Picture:
    picture = np.full((height, len(levels.lowest), 3), _GROUND, np.uint8)
    amplitude = _amplitudes(height)
    for line in _LINES:
        picture[int(np.abs(amplitude - line).argmin())] = _LINE
    low, high, rms = levels.lowest[:, channel], levels.highest[:, channel], levels.rms[:, channel]
    picture[_between(amplitude, low, high)] = _PEAK
    picture[_between(amplitude, np.maximum(low, -rms), np.minimum(high, rms))] = _BODY
    picture[_between(amplitude, low, high) & (np.abs(amplitude) > 1)[:, np.newaxis]] = _OVER
    return picture


def _amplitudes(height: int) -> NDArray[np.float64]:
    """What each row stands for, the top one above full scale."""
    top = 1 / (1 - 2 * _MARGIN)
    return top * (1 - (2 * np.arange(height) + 1) / height)


def _between(amplitude: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Rows and columns that lie in a range: at least the row at its middle, so that silence is a line."""
    rows = amplitude[:, np.newaxis]
    half = (amplitude[0] - amplitude[-1]) / max(1, len(amplitude) - 1) / 2
    between: NDArray[np.bool_] = (rows >= low - half) & (rows < high + half)
    return between


def as_png(picture: Picture) -> bytes:
    """The picture as a PNG file."""
    return cv2.imencode(".png", picture)[1].tobytes()
