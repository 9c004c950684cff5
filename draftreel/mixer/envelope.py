"""How loud a sound is at every sample: its volume curve and its fades."""

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

    Volume runs straight from key to key and is exact at them; fades are straight too.
    """
    if clip.volume.constant and not clip.fade_in and not clip.fade_out:
        return clip.volume.keys[0].value
    time = np.arange(first, first + count, dtype=np.float64) * SECOND / SAMPLE_RATE - clip.span.start
    return (_volume(clip.volume, time) * _fades(clip, time)).astype(np.float32)


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
    rising = np.clip(time / clip.fade_in, 0, 1) if clip.fade_in else np.ones(1)
    falling = np.clip((clip.span.duration - time) / clip.fade_out, 0, 1) if clip.fade_out else np.ones(1)
    return rising * falling
