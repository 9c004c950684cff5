"""Samples from a little earlier, by a time that may change from sample to sample."""

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import Samples


def later(samples: Samples, by: int) -> Samples:
    """The samples moved back by whole samples; before them silence."""
    if by >= len(samples):
        return np.zeros_like(samples)
    return np.concatenate((np.zeros_like(samples[:by]), samples[: len(samples) - by]))


def delayed(samples: Samples, by: NDArray[np.float64]) -> Samples:
    """The samples from `by` samples earlier, shape (count,) or (count, channels), between them by a cubic.

    Lagrange's four points; before the first sample is silence, after the last it stays.
    """
    by = by if by.ndim == 2 else by[:, np.newaxis]
    place = np.arange(len(samples))[:, np.newaxis] - by
    whole = np.floor(place)
    part = (place - whole).astype(np.float32)
    at = whole.astype(np.int64)
    points = [_at(samples, at + step) for step in (-1, 0, 1, 2)]
    return sum((share * point for share, point in zip(_shares(part), points, strict=True)), np.zeros_like(samples))


def _at(samples: Samples, rows: NDArray[np.int64]) -> Samples:
    held = np.clip(rows, 0, len(samples) - 1)
    rows_of_each = np.broadcast_to(held, samples.shape)
    return np.where(rows >= 0, np.take_along_axis(samples, rows_of_each, axis=0), np.float32(0))


def _shares(part: NDArray[np.float32]) -> tuple[NDArray[np.floating], ...]:
    return (
        -part * (part - 1) * (part - 2) / 6,
        (part + 1) * (part - 1) * (part - 2) / 2,
        -(part + 1) * part * (part - 2) / 2,
        (part + 1) * part * (part - 1) / 6,
    )
