"""Outlines about (0, 0), from where each can be seen whole, and how large they have to be to cover a canvas."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Shape (points, 2): x to the right and y down."""

_STEPS = 180
_EDGE = 64  # points on each edge of the canvas that have to be covered
_HAIR = 1e-9


@lru_cache(32)
def outline(shape: str, aspect: float) -> Points:
    """The corners of a shape, the farthest of them 1 away; `aspect` is a rectangle's width to its height."""
    points = _corners(shape, aspect)
    points /= np.hypot(*points.T).max()
    points.setflags(write=False)
    return points


@lru_cache(64)
def covering(shape: str, size: tuple[int, int], centre: tuple[float, float]) -> float:
    """By how much an outline about `centre` (in pixels) is enlarged when it just covers (width, height)."""
    points = outline(shape, size[0] / size[1])
    following = np.roll(points, -1, axis=0)
    rim = _rim(size) - np.array(centre)
    # a point that is a * corner + b * next corner, neither less than 0, lies on the outline enlarged a + b times
    area = _cross(points, following)
    first = _cross(rim[:, None], following) / area
    second = _cross(points, rim[:, None]) / area
    return float(np.where((first >= -_HAIR) & (second >= -_HAIR), first + second, 0).max())


def _corners(shape: str, aspect: float) -> Points:
    turn = np.linspace(0, 2 * np.pi, _STEPS, endpoint=False)
    match shape:
        case "circle":
            return np.stack((np.sin(turn), -np.cos(turn)), axis=1)
        case "rectangle":
            return np.array([(-aspect, -1.0), (aspect, -1.0), (aspect, 1.0), (-aspect, 1.0)])
        case "diamond":
            return np.array([(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)])
        case "hexagon":
            return _star(6, math.cos(math.pi / 6))
        case "star":
            return _star(5, (3 - math.sqrt(5)) / 2)
        case "heart":
            return _heart(turn)
        case _:
            raise ValueError(f"no outline is called {shape}")


def _star(points: int, inner: float) -> Points:
    """Corners at 1 and at `inner` in turns, the first one at the top."""
    turn = np.arange(2 * points) * np.pi / points
    reach = np.where(np.arange(2 * points) % 2, inner, 1.0)
    return np.stack((reach * np.sin(turn), -reach * np.cos(turn)), axis=1)


def _heart(turn: NDArray[np.float64]) -> Points:
    """The last curve of mathworld.wolfram.com/HeartCurve.html."""
    up = 13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn)
    return np.stack((16 * np.sin(turn) ** 3, -up), axis=1)


def _cross(one: Points, other: Points) -> NDArray[np.float64]:
    area: NDArray[np.float64] = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    return area


def _rim(size: tuple[int, int]) -> Points:
    along = np.linspace(0, 1, _EDGE)
    edges = [(along, 0 * along), (along, 0 * along + 1), (0 * along, along), (0 * along + 1, along)]
    rim: Points = np.concatenate([np.stack(edge, axis=1) for edge in edges]) * np.array(size)
    return rim
