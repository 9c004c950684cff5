"""Decoded video frames as the project's images: any format, matrix, range, orientation or aspect."""

from dataclasses import dataclass

import numpy as np
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from draftreel.errors import MaterialError
from draftreel.image import Image, Plane, from_rgb, from_rgba
from draftreel.media.hdr import is_hdr, tone_mapped
from draftreel.media.interlace import bobbed
from draftreel.media.matrices import Encoding, Matrix, Planes, to_ours
from draftreel.media.orientation import Orientation
from draftreel.media.shrinking import shrink

_HD_HEIGHT = 720
_MATRICES = {
    1: Matrix.BT709,
    4: Matrix.FCC,
    5: Matrix.BT601,
    6: Matrix.BT601,
    7: Matrix.SMPTE240M,
    9: Matrix.BT2020,
    10: Matrix.BT2020,
}
_SWS = {
    Matrix.BT601: Colorspace.ITU601,
    Matrix.BT709: Colorspace.ITU709,
    Matrix.BT2020: Colorspace.BT2020,
    Matrix.SMPTE240M: Colorspace.SMPTE240M,
    Matrix.FCC: Colorspace.FCC,
}
_READY = frozenset({"yuv420p", "yuvj420p"})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an image is wanted as: its size when handed on, and how it must be turned to get there."""

    size: tuple[int, int]
    orientation: Orientation


def to_image(frame: VideoFrame, delivery: Delivery) -> Image:
    """A decoded frame as an image; a view of the frame's own planes when nothing needs converting."""
    image = _upright(frame, delivery.orientation.size(delivery.size))
    if delivery.orientation == Orientation():
        return image
    return Image(tuple(delivery.orientation.turn(plane) for plane in image.planes), image.layout)


def encoding_of(frame: VideoFrame) -> Encoding:
    """The frame's matrix and range; untagged is BT.709 from 720 lines up, BT.601 below, and limited."""
    default = Matrix.BT709 if frame.height >= _HD_HEIGHT else Matrix.BT601
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
    return Encoding(_MATRICES.get(frame.colorspace, default), full)


def has_alpha(pixels: VideoFormat) -> bool:
    """Whether a pixel format may hold see-through pixels."""
    return pixels.has_palette or any(component.is_alpha for component in pixels.components)


def _upright(frame: VideoFrame, size: tuple[int, int]) -> Image:
    encoding = encoding_of(frame)
    if has_alpha(frame.format):
        return shrink(from_straight(_packed(frame, "rgba", encoding)), size)
    if is_hdr(frame):
        return tone_mapped(frame, encoding, size)
    if frame.format.is_rgb or len(frame.format.components) < 3:
        return shrink(from_rgb(_packed(frame, "rgb24", encoding)), size)
    planes = _planes(frame, encoding)
    if frame.interlaced_frame:
        planes = bobbed(planes)
    y, u, v = shrink(Image(planes), size).planes
    return Image(to_ours((y, u, v), encoding))


def from_straight(pixels: NDArray[np.uint8]) -> Image:
    """From sRGB with straight alpha, shape (height, width, 4); without alpha where nothing is see-through."""
    if (pixels[:, :, 3] < 255).any():
        return from_rgba(pixels)
    return from_rgb(np.ascontiguousarray(pixels[:, :, :3]))


def _packed(frame: VideoFrame, pixels: str, encoding: Encoding) -> Plane:
    """The frame as sRGB of shape (height, width, 3 or 4)."""
    out = frame.reformat(
        format=pixels,
        src_colorspace=_SWS[encoding.matrix],
        src_color_range=ColorRange.JPEG if encoding.full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    return np.asarray(out.to_ndarray(), np.uint8)


def _planes(frame: VideoFrame, encoding: Encoding) -> Planes:
    """The frame's three planes at 8 bits and 4:2:0, its matrix and range untouched."""
    if frame.format.name not in _READY:
        kept = ColorRange.JPEG if encoding.full else ColorRange.MPEG
        space = _SWS[encoding.matrix]
        pixels = "yuvj420p" if frame.format.name.startswith("yuvj") else "yuv420p"
        frame = frame.reformat(
            format=pixels, src_colorspace=space, dst_colorspace=space, src_color_range=kept, dst_color_range=kept
        )
    y, u, v = (_view(plane) for plane in frame.planes)
    return y, u, v


def _view(plane: VideoPlane) -> Plane:
    """The plane's pixels without the padding of its rows; keeps the frame alive, never written to."""
    if plane.line_size <= 0:
        raise MaterialError("a picture stored upside down")
    rows = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
    trimmed: Plane = rows[: plane.height * plane.line_size].reshape(plane.height, plane.line_size)[:, : plane.width]
    return trimmed
