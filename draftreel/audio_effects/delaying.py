"""Samples from a little earlier, by a time that may change from sample to sample."""

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import Samples

_AT_ONCE = 32_768  # rows, so that what is worked on stays small


def later(samples: Samples, by: int) -> Samples:
    """The samples moved back by whole samples; before them silence."""
    if by >= len(samples):
        return np.zeros_like(samples)
    return np.concatenate((np.zeros_like(samples[:by]), samples[: len(samples) - by]))


def delayed(samples: Samples, by: NDArray[np.float64]) -> Samples:
    """The samples from `by` samples earlier, shape (count,) or (count, channels), between them by a cubic.

    Lagrange's four points; before the first sample is silence, after the last it stays.
    """
    late = by if by.ndim == 2 else by[:, np.newaxis]
    heard = np.zeros_like(samples)
    for start in range(0, len(samples), _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, len(samples)))
        heard[rows] = _between(samples, rows[:, np.newaxis] - late[rows])
    return heard


def _between(samples: Samples, place: NDArray[np.float64]) -> Samples:
    whole = np.floor(place)
    part = (place - whole).astype(np.float32)
    points = [_at(samples, whole.astype(np.int64) + step) for step in (-1, 0, 1, 2)]
    shares = (
        -part * (part - 1) * (part - 2) / 6,
        (part + 1) * (part - 1) * (part - 2) / 2,
        -(part + 1) * part * (part - 2) / 2,
        (part + 1) * part * (part - 1) / 6,
    )
    return np.asarray(sum(share * point for share, point in zip(shares, points, strict=True)), np.float32)


def _at(samples: Samples, rows: NDArray[np.int64]) -> Samples:
    held = np.clip(rows, 0, len(samples) - 1)
    points = samples[held, np.arange(samples.shape[1])]
    return np.where(rows >= 0, points, np.float32(0))
