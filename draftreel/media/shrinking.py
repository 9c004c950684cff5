"""Pictures made smaller once, by area, before they are handed on."""

import cv2
import numpy as np

from draftreel.image import Image, Plane


def shrunk_size(shown: tuple[int, int], size: tuple[int, int] | None) -> tuple[int, int]:
    """The size to deliver a picture at: as asked, but in neither direction larger than it is."""
    if size is None:
        return shown
    return max(1, min(shown[0], size[0])), max(1, min(shown[1], size[1]))


def shrink(image: Image, size: tuple[int, int]) -> Image:
    """The picture at `size`, every plane resampled by area; the same picture when it has that size."""
    if image.size == size:
        return image
    half = (size[0] + 1) // 2, (size[1] + 1) // 2
    sizes = (size, half, half, size)
    return Image(tuple(resample(plane, to) for plane, to in zip(image.planes, sizes, strict=False)), image.layout)


def resample(plane: Plane, size: tuple[int, int]) -> Plane:
    """One plane at `size`: by area where it shrinks, linearly where (for a pixel aspect) it grows."""
    if (plane.shape[1], plane.shape[0]) == size:
        return plane
    grows = size[0] > plane.shape[1] or size[1] > plane.shape[0]
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR if grows else cv2.INTER_AREA), np.uint8)
