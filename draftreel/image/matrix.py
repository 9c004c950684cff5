"""Affine maps of the plane, as two rows of three.

Points are measured from the top left corner of the top left pixel, x to the right and y down, so
that the centre of the first pixel is (0.5, 0.5) and doubling a picture is `scaled(2, 2)`.
"""

import math

Matrix = tuple[tuple[float, float, float], tuple[float, float, float]]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

IDENTITY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def moved(x: float, y: float) -> Matrix:
    return (1.0, 0.0, float(x)), (0.0, 1.0, float(y))


def scaled(x: float, y: float) -> Matrix:
    return (float(x), 0.0, 0.0), (0.0, float(y), 0.0)


def turned(degrees: float) -> Matrix:
    """A turn clockwise about the origin; quarter turns are exact, and without an angle nothing of it is a number."""
    if not math.isfinite(degrees):
        return (math.nan, math.nan, 0.0), (math.nan, math.nan, 0.0)
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if degrees % 90 == 0:
        cosine, sine = float(round(cosine)), float(round(sine))
    return (cosine, -sine, 0.0), (sine, cosine, 0.0)


def joined(*steps: Matrix) -> Matrix:
    """One map that does all the steps, the last one first, as in a product of matrices."""
    result = steps[0]
    for step in steps[1:]:
        result = _product(result, step)
    return result


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    (a, b, c), (d, e, f) = matrix
    return a * x + b * y + c, d * x + e * y + f


def corners(matrix: Matrix, box: Box) -> tuple[tuple[float, float], ...]:
    """Where the corners of a box go, in order round it."""
    left, top, right, bottom = box
    return tuple(at(matrix, x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)))


def stretch(matrix: Matrix) -> tuple[float, float]:
    """How long one pixel's width and one pixel's height become."""
    (a, b, _), (d, e, _) = matrix
    return math.hypot(a, d), math.hypot(b, e)


def area(matrix: Matrix) -> float:
    """The signed area that a pixel becomes."""
    (a, b, _), (d, e, _) = matrix
    return a * e - b * d


def _product(first: Matrix, second: Matrix) -> Matrix:
    (a, b, c), (d, e, f) = first
    (p, q, r), (s, t, u) = second
    return (
        (a * p + b * s, a * q + b * t, a * r + b * u + c),
        (d * p + e * s, d * q + e * t, d * r + e * u + f),
    )
