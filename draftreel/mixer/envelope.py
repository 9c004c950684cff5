"""How loud a sound is at every sample: its volume curve, its fades and its joins."""

import math

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import SAMPLE_RATE
from draftreel.span import SECOND
from draftreel.timeline import Curve, SoundClip
from draftreel.timeline.curve import Key

_FINEST = 10_000  # microseconds from one point of a curved way to the next


def gain(clip: SoundClip, first: int, count: int) -> NDArray[np.float32] | float:
    """Linear gain for the timeline's samples `first` to `first + count`: shape (count,), or one number for all.

    Volume runs straight from key to key and is exact at them; fades are straight too. A join is a quarter of
    a sine, so that the powers of the two clips that it joins sum to one all the way.
    """
    if clip.volume.constant and not (clip.fade_in or clip.fade_out or clip.join_in or clip.join_out):
        return clip.volume.keys[0].value
    time = np.arange(first, first + count, dtype=np.float64) * SECOND / SAMPLE_RATE - clip.span.start
    return (_volume(clip.volume, time) * _fades(clip, time) * _joins(clip, time)).astype(np.float32)


def _volume(curve: Curve, time: NDArray[np.float64]) -> NDArray[np.float64]:
    points = [point for index in range(len(curve.keys)) for point in _points(curve, index)]
    return np.interp(time, points, [curve.at(point) for point in points])


def _points(curve: Curve, index: int) -> list[int]:
    """The times from a key to just before the next between which a straight line will do."""
    key: Key = curve.keys[index]
    if key.bezier is None or index + 1 == len(curve.keys):
        return [key.time]
    end = curve.keys[index + 1].time
    steps = math.ceil((end - key.time) / _FINEST)
    return [key.time + (end - key.time) * step // steps for step in range(steps)]


def _fades(clip: SoundClip, time: NDArray[np.float64]) -> NDArray[np.float64]:
    return _share(time, clip.fade_in) * _share(clip.span.duration - time, clip.fade_out)


def _joins(clip: SoundClip, time: NDArray[np.float64]) -> NDArray[np.float64]:
    rising, falling = _share(time, clip.join_in), _share(clip.span.duration - time, clip.join_out)
    gains: NDArray[np.float64] = np.sin(rising * (np.pi / 2)) * np.sin(falling * (np.pi / 2))
    return gains


def _share(time: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """How much of a length has passed, 0..1; all of none."""
    return np.clip(time / length, 0, 1) if length else np.ones(1)
