"""Warps compared with a slow picture made of sixty-four points a pixel."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftreel.image import Layout, Paint, fill, from_rgb, placed, stack, warp
from draftreel.image.matrix import Matrix, joined, moved, scaled, turned

SIZE = 48
POINTS = 8


def smooth_luma(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A picture known at every point: luma from 40 to 220."""
    return 130 + 60 * np.sin(x / 5) + 30 * np.cos(y / 4)


def source() -> np.ndarray:
    x, y = np.meshgrid(np.arange(SIZE) + 0.5, np.arange(SIZE) + 0.5)
    return smooth_luma(x, y)


def reference(matrix: Matrix) -> np.ndarray:
    """The luma over black by averaging the points of each pixel through the inverse map."""
    steps = (np.arange(SIZE * POINTS) + 0.5) / POINTS
    x, y = np.meshgrid(steps, steps)
    (a, b, c), (d, e, f) = matrix
    inverse = np.linalg.inv(np.array([[a, b], [d, e]]))
    u = inverse[0, 0] * (x - c) + inverse[0, 1] * (y - f)
    v = inverse[1, 0] * (x - c) + inverse[1, 1] * (y - f)
    inside = (u >= 0) & (u < SIZE) & (v >= 0) & (v < SIZE)
    seen = np.where(inside, smooth_luma(u, v), 16)
    return seen.reshape(SIZE, POINTS, SIZE, POINTS).mean(axis=(1, 3))


def grey(luma: np.ndarray):
    image = from_rgb(np.zeros((SIZE, SIZE, 3), np.uint8))
    image.planes[0][:] = luma.round()
    return image


@pytest.mark.parametrize("degrees", [0.0, 8.0, 45.0, 90.0, -137.0])
@pytest.mark.parametrize("scale", [(0.5, 0.5), (0.75, 0.6), (1.0, 1.0), (1.0, -1.0), (1.7, 1.2)])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.3, -5.7)])
def test_a_warp_shows_each_point_where_the_map_sends_it(degrees, scale, shift) -> None:
    middle = SIZE / 2
    matrix = joined(
        moved(middle + shift[0], middle + shift[1]), turned(degrees), scaled(*scale), moved(-middle, -middle)
    )
    expected = reference(matrix)
    drawn = warp(grey(source()), matrix, (SIZE, SIZE)).planes[0].astype(float)
    assert np.abs(drawn - expected).mean() < 0.8
    assert np.abs(drawn - expected).max() < 26  # a corner's soft pixel; 219 would be a pixel missed


@settings(max_examples=60, deadline=None)
@given(
    degrees=st.floats(-720, 720),
    across=st.floats(-5, 5),
    down=st.floats(-5, 5),
    x=st.floats(-100, 150),
    y=st.floats(-100, 150),
)
def test_what_is_placed_is_what_is_warped(degrees: float, across: float, down: float, x: float, y: float) -> None:
    image, ground = grey(source()), fill((SIZE, SIZE), (0.0, 0.0, 0.0, 1.0))
    matrix = joined(moved(x, y), turned(degrees), scaled(across, down), moved(-SIZE / 2, -SIZE / 2))
    paint = placed(image, matrix, (0.0, 0.0, SIZE, SIZE), (SIZE, SIZE))
    whole = stack(ground, [Paint(warp(image, matrix, (SIZE, SIZE)))])
    part = stack(ground, [paint] if paint else [])
    assert part.layout is Layout.YUV
    difference = np.abs(whole.planes[0].astype(int) - part.planes[0])
    assert difference.max() <= 12  # the reduced picture of a turned, shrinking one may start elsewhere
    assert difference.mean() <= 0.5


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_place_that_is_no_number_shows_nothing(value) -> None:
    assert placed(grey(source()), moved(value, 0), (0.0, 0.0, SIZE, SIZE), (SIZE, SIZE)) is None
