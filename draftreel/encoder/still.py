"""One picture to a PNG file."""

from pathlib import Path

import cv2

from draftreel.encoder.handover import video_frame
from draftreel.encoder.staging import staged
from draftreel.errors import EncodingError
from draftreel.image import Image, Layout


def write_png(path: Path, image: Image) -> None:
    """Writes an opaque (YUV) picture as 8-bit sRGB; raises EncodingError."""
    if image.layout is not Layout.YUV:
        raise EncodingError(f"a still is {image.layout}, not {Layout.YUV}")
    frame = video_frame(image).reformat(
        format="bgr24", src_colorspace="ITU709", src_color_range="MPEG", dst_color_range="JPEG", interpolation="BICUBIC"
    )
    with staged(path) as staging:
        staging.write_bytes(cv2.imencode(".png", frame.to_ndarray())[1].tobytes())
