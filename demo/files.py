"""Pictures and sound as files, always the same bytes for the same input."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from demo.sounds import RATE, Stereo

FPS = 30


def write_video(path: Path, size: tuple[int, int], pictures: Iterable[NDArray[np.uint8]]) -> None:
    """An H.264 file of 30 pictures a second, BT.709."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "crf": "20", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.colorspace, stream.codec_context.color_range = Colorspace.ITU709, ColorRange.MPEG
        stream.codec_context.color_primaries = stream.codec_context.color_trc = 1
        for index, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
            )
            frame.pts, frame.time_base = index, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_photo(path: Path, picture: NDArray[np.uint8]) -> None:
    """A JPEG."""
    cv2.imwrite(str(path), picture[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, 92))


def write_sound(path: Path, samples: Stereo) -> None:
    """A 48 kHz MP3 of two channels."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="stereo", options={"b": "192k"})
        for start in range(0, len(samples), 1152):
            block = np.ascontiguousarray(samples[start : start + 1152].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
