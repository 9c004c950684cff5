"""Between sRGB arrays and the project's planes: BT.709, limited range, 4:2:0 with left-sited chroma.

The formulas are those of Rec. ITU-R BT.709-6, sections 3.2 to 3.5, on 8 bits. Left-sited means
that chroma column i sits on luma column 2i, and chroma row j between luma rows 2j and 2j + 1.
"""

import numpy as np
from numpy.typing import NDArray

from draftreel.image.compiled import COLOURS_IN, COLOURS_OUT, IN, OUT, compiled
from draftreel.image.image import Image, Layout, Plane

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
_U_SPAN, _V_SPAN = 2 * (1 - _BLUE), 2 * (1 - _RED)
_LUMA, _CHROMA = 219 / 255, 224 / 255


def yuv(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """The Y, U and V of a colour whose parts lie in 0..1, before rounding."""
    light = _RED * red + _GREEN * green + _BLUE * blue
    return 16 + 219 * light, 128 + 224 * (blue - light) / _U_SPAN, 128 + 224 * (red - light) / _V_SPAN


def from_rgb(array: NDArray[np.uint8]) -> Image:
    """An opaque picture from sRGB, shape (height, width, 3)."""
    y, u, v = _planes_for(array)
    _subsample_rgb(array, y, u, v)
    return Image((y, u, v))


def from_rgba(array: NDArray[np.uint8]) -> Image:
    """A picture with alpha from sRGB with straight alpha, shape (height, width, 4)."""
    y, u, v = _planes_for(array)
    _subsample_rgba(array, y, u, v)
    return Image((y, u, v, np.ascontiguousarray(array[:, :, 3])), Layout.YUVA)


def to_rgb(image: Image) -> NDArray[np.uint8]:
    """The picture as sRGB of shape (height, width, 3); what is transparent is seen over black."""
    out = np.empty((image.height, image.width, 3), np.uint8)
    y, u, v = image.planes[:3]
    _widen(y, u, v, out)
    return out


def _planes_for(array: NDArray[np.uint8]) -> tuple[Plane, Plane, Plane]:
    height, width = array.shape[:2]
    half = ((height + 1) // 2, (width + 1) // 2)
    return np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8)


@compiled(COLOURS_IN, OUT, OUT, OUT)
def _subsample_rgb(rgb: NDArray[np.uint8], y: Plane, u: Plane, v: Plane) -> None:
    height, width = y.shape
    for row in range(height):
        for column in range(width):
            red, green, blue = rgb[row, column, 0], rgb[row, column, 1], rgb[row, column, 2]
            y[row, column] = np.uint8(16.5 + _LUMA * (_RED * red + _GREEN * green + _BLUE * blue))
    for row in range(u.shape[0]):
        top, bottom = 2 * row, min(2 * row + 1, height - 1)
        for column in range(u.shape[1]):
            left, here, right = max(2 * column - 1, 0), 2 * column, min(2 * column + 1, width - 1)
            total = np.zeros(3, np.float64)
            for part in range(3):
                total[part] = (
                    2 * (float(rgb[top, here, part]) + rgb[bottom, here, part])
                    + (float(rgb[top, left, part]) + rgb[bottom, left, part])
                    + (float(rgb[top, right, part]) + rgb[bottom, right, part])
                ) / 8
            light = _RED * total[0] + _GREEN * total[1] + _BLUE * total[2]
            u[row, column] = np.uint8(128.5 + _CHROMA * (total[2] - light) / _U_SPAN)
            v[row, column] = np.uint8(128.5 + _CHROMA * (total[0] - light) / _V_SPAN)


@compiled(COLOURS_IN, OUT, OUT, OUT)
def _subsample_rgba(rgba: NDArray[np.uint8], y: Plane, u: Plane, v: Plane) -> None:
    height, width = y.shape
    for row in range(height):
        for column in range(width):
            red, green, blue = rgba[row, column, 0], rgba[row, column, 1], rgba[row, column, 2]
            alpha = rgba[row, column, 3] / 255
            y[row, column] = np.uint8(16.5 + alpha * _LUMA * (_RED * red + _GREEN * green + _BLUE * blue))
    for row in range(u.shape[0]):
        for column in range(u.shape[1]):
            red, green, blue = 0.0, 0.0, 0.0
            for step in range(6):
                across = min(max(2 * column + step % 3 - 1, 0), width - 1)
                down = min(2 * row + step // 3, height - 1)
                weight = rgba[down, across, 3] / (255 * (4 if step % 3 == 1 else 8))
                red += weight * rgba[down, across, 0]
                green += weight * rgba[down, across, 1]
                blue += weight * rgba[down, across, 2]
            light = _RED * red + _GREEN * green + _BLUE * blue
            u[row, column] = np.uint8(128.5 + _CHROMA * (blue - light) / _U_SPAN)
            v[row, column] = np.uint8(128.5 + _CHROMA * (red - light) / _V_SPAN)


@compiled(IN, IN, IN, COLOURS_OUT)
def _widen(y: Plane, u: Plane, v: Plane, out: NDArray[np.uint8]) -> None:
    height, width = y.shape
    rows, columns = u.shape
    for row in range(height):
        near = row // 2
        far = min(max(near + (1 if row % 2 else -1), 0), rows - 1)
        for column in range(width):
            left = column // 2
            right = min(left + column % 2, columns - 1)
            blueness = (3 * (float(u[near, left]) + u[near, right]) + u[far, left] + u[far, right]) / 8 - 128
            redness = (3 * (float(v[near, left]) + v[near, right]) + v[far, left] + v[far, right]) / 8 - 128
            light = (float(y[row, column]) - 16) / _LUMA
            red = light + redness * _V_SPAN / _CHROMA
            blue = light + blueness * _U_SPAN / _CHROMA
            green = (light - _RED * red - _BLUE * blue) / _GREEN
            out[row, column, 0] = np.uint8(min(max(red + 0.5, 0.0), 255.0))
            out[row, column, 1] = np.uint8(min(max(green + 0.5, 0.0), 255.0))
            out[row, column, 2] = np.uint8(min(max(blue + 0.5, 0.0), 255.0))
