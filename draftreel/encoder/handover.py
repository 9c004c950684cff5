"""Pictures in PyAV's own frames, without a copy where that can be."""

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from draftreel.image import Image, Plane


def video_frame(image: Image) -> av.VideoFrame:
    """A frame that borrows the planes of a YUV picture and keeps them alive."""
    planes = tuple(_lendable(plane) for plane in image.planes)
    frame = av.VideoFrame.from_dlpack(planes, "yuv420p", image.width, image.height)
    frame.pict_type = 0
    frame.colorspace = Colorspace.ITU709
    frame.color_range = ColorRange.MPEG
    frame.color_primaries = ColorPrimaries.BT709
    frame.color_trc = ColorTrc.BT709
    return frame


def _lendable(plane: Plane) -> Plane:
    lendable = plane.flags.writeable and plane.strides[1] == 1  # DLPack knows no read-only arrays
    return plane if lendable else np.array(plane, order="C")
