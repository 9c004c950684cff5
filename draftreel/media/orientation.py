"""How a film's pixels are turned for showing: the eight ways a display matrix or an EXIF tag knows."""

import struct
from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame

from draftreel.image import Plane

_TURNS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirror left to right first when `mirrored`, then turn clockwise by `quarters` right angles."""

    quarters: int = 0
    mirrored: bool = False

    @property
    def swaps(self) -> bool:
        return self.quarters % 2 == 1

    def size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Width and height after turning (or before: it is its own inverse)."""
        return size[::-1] if self.swaps else size

    def turn(self, plane: Plane) -> Plane:
        """The plane as shown."""
        out = cv2.flip(plane, 1) if self.mirrored else plane
        turned: Plane = np.asarray(cv2.rotate(out, _TURNS[self.quarters]) if self.quarters else out, np.uint8)
        return turned


UPRIGHT = Orientation()


def orientation_of(frame: VideoFrame) -> Orientation:
    """What the container's display matrix asks for, to the nearest right angle.

    Ask once a film: PyAV ties a frame whose side data was read into a cycle, and its memory waits for the collector.
    """
    for entry in frame.side_data:
        if getattr(getattr(entry, "type", None), "name", "") == "DISPLAYMATRIX":
            return from_matrix(bytes(entry))  # type: ignore[arg-type]
    return UPRIGHT


def from_matrix(data: bytes) -> Orientation:
    """From the nine native 32-bit numbers of a display matrix (ISO 14496-12, 8.3.2): x' = a x + c y, y' = b x + d y."""
    a, b, _, c, d = struct.unpack_from("=5i", data)
    mirrored = a * d - b * c < 0
    a, b = (-a, -b) if mirrored else (a, b)
    if abs(a) >= abs(b):
        return Orientation(0 if a >= 0 else 2, mirrored)
    return Orientation(1 if b > 0 else 3, mirrored)
