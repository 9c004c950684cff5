"""Whether two frames are the same to the eye, and a picture of where they are not."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.compositor.compositor import Compositor
from draftreel.image import to_rgb
from tests.golden.pictures import Shelf
from tests.golden.scenes import Shot

FRAMES = Path(__file__).parent / "frames"
Frame = NDArray[np.uint8]

MEAN_LIMIT = 0.2
"""Levels of 255 over the whole frame: roundings differ between machines by one here and there."""
SPOT_LIMIT = 3.0
"""Levels of 255 in the mean of any three by three pixels."""
_GAIN = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two frames are apart: on the whole, and where it is worst."""

    mean: float
    spot: float

    @property
    def visible(self) -> bool:
        return self.mean > MEAN_LIMIT or self.spot > SPOT_LIMIT


def drawn(scene: Shot, shelf: Shelf) -> Frame:
    """The frame as sRGB of shape (height, width, 3)."""
    with Compositor(scene.timeline, shelf.library) as compositor:
        return to_rgb(compositor.frame(scene.moment))


def difference(expected: Frame, actual: Frame) -> Difference:
    """Frames of two sizes are as far apart as can be."""
    if expected.shape != actual.shape:
        return Difference(255.0, 255.0)
    apart = np.abs(expected.astype(np.float32) - actual.astype(np.float32))
    return Difference(float(apart.mean()), float(cv2.blur(apart, (3, 3)).max()))


def side_by_side(expected: Frame, actual: Frame) -> Frame:
    """Expected | actual | their difference, amplified, where the sizes allow one."""
    if expected.shape != actual.shape:
        height = max(expected.shape[0], actual.shape[0])
        return np.hstack([np.pad(one, ((0, height - one.shape[0]), (0, 0), (0, 0))) for one in (expected, actual)])
    apart = np.minimum(np.abs(expected.astype(int) - actual) * _GAIN, 255).astype(np.uint8)
    return np.hstack([expected, actual, apart])


def read(path: Path) -> Frame:
    return np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1]


def write(path: Path, frame: Frame) -> None:
    cv2.imwrite(str(path), frame[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
