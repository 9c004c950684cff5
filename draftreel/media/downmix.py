"""Decoded sound of any sample format and channel layout as float stereo."""

from collections.abc import Sequence

import numpy as np
from av.audio.fifo import AudioFifo
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from draftreel.samples import Samples

_HALF_POWER = 0.5**0.5
_TOO_MANY_PLANES = 8  # PyAV 18.1 reads one plane beyond the last where a frame has eight or more
_LOUDEST = np.float32(8.0)  # 18 dB above full scale: more is damage
_WEIGHTS = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (_HALF_POWER, _HALF_POWER),
    "LFE": (0.0, 0.0),
    "BL": (_HALF_POWER, 0.0),
    "BR": (0.0, _HALF_POWER),
    "SL": (_HALF_POWER, 0.0),
    "SR": (0.0, _HALF_POWER),
    "BC": (0.5, 0.5),
    "FLC": (1.0, 0.0),
    "FRC": (0.0, 1.0),
    "DL": (1.0, 0.0),
    "DR": (0.0, 1.0),
}


def alike(one: AudioFrame, other: AudioFrame) -> bool:
    """Whether two frames of one rate can be joined."""
    return one.format.name == other.format.name and one.layout.name == other.layout.name


def joined(frames: Sequence[AudioFrame]) -> AudioFrame:
    """Frames that are alike as one: many cost as much to convert as one. They lose their stamps."""
    queue = AudioFifo()
    for frame in frames:
        frame.pts = None  # the queue would ask for stamps without a flaw
        queue.write(frame)
    return queue.read() or frames[0]  # nothing comes of frames that are empty


def to_stereo(frame: AudioFrame) -> Samples:
    """The frame's samples, shape (count, 2), at its own rate.

    5.1 and 7.1 are folded by ITU-R BS.775-3, without the bass channel and at full weight: what is loud in all
    channels goes beyond full scale, up to 2.4 times for 5.1 and 3.1 for 7.1, which the mix's limiter takes back.
    """
    channels = len(frame.layout.channels)
    if frame.format.is_planar and channels >= _TOO_MANY_PLANES:
        frame = _packed(frame)
    planes = _full_scale(frame.to_ndarray())
    if not frame.format.is_planar:
        planes = planes.reshape(-1, channels).T
    if channels == 1:
        return np.ascontiguousarray(np.repeat(planes.T, 2, axis=1))
    if channels == 2:
        return np.ascontiguousarray(planes.T)
    weights = matrix([channel.name for channel in frame.layout.channels])
    return np.ascontiguousarray(planes.T @ weights)


def matrix(names: Sequence[str]) -> NDArray[np.float32]:
    """Shape (channels, 2): what each named channel gives to left and right; unnamed ones alternate."""
    known = any(name in _WEIGHTS for name in names)
    rows = [_WEIGHTS.get(name, (0.0, 0.0)) if known else (float(i == 0), float(i == 1)) for i, name in enumerate(names)]
    return np.array(rows, np.float32)


def _packed(frame: AudioFrame) -> AudioFrame:
    (out,) = AudioResampler(format=frame.format.packed, layout=frame.layout, rate=frame.sample_rate).resample(frame)
    return out


def _full_scale(values: NDArray[np.generic]) -> NDArray[np.float32]:
    if values.dtype == np.uint8:
        return (values.astype(np.float32) - np.float32(128)) / np.float32(128)
    if values.dtype.kind == "i":
        return values.astype(np.float32) * np.float32(2.0 ** (1 - 8 * values.dtype.itemsize))
    return np.clip(np.nan_to_num(values.astype(np.float32)), -_LOUDEST, _LOUDEST)
