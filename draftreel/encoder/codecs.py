"""How each codec's encoder is opened."""

import os
from collections.abc import Mapping

from av.codec.context import Flags
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from draftreel.ability import ENCODERS
from draftreel.choices import Codec
from draftreel.formats import VideoSettings

TAGS: Mapping[Codec, str] = {Codec.HEVC: "hvc1"}
"""What MP4 and QuickTime call a codec, where FFmpeg's own choice, hev1, is unknown to Apple's players."""

FEWEST: Mapping[Codec, int] = {Codec.HEVC: 4}
"""Pictures without which an encoder reads memory that it never wrote: x265 4.1, of one or two, encodes at random."""

_SVT_ERRORS = "1"


def open_stream(container: OutputContainer, settings: VideoSettings) -> VideoStream:
    """A picture track of a file to be written, ready to encode. Raises what PyAV raises."""
    os.environ.setdefault("SVT_LOG", _SVT_ERRORS)  # it tells its settings otherwise, on stderr
    stream = container.add_stream(ENCODERS[settings.codec], rate=settings.fps, options=settings.codec_options)
    if not isinstance(stream, VideoStream):
        raise TypeError(ENCODERS[settings.codec])
    codec = stream.codec_context
    codec.width, codec.height, codec.pix_fmt = settings.width, settings.height, "yuv420p"
    codec.time_base, codec.gop_size = 1 / settings.fps, settings.group
    codec.thread_count, codec.thread_type = settings.threads, "FRAME"
    codec.flags |= Flags.bitexact | Flags.closed_gop | Flags.global_header
    tell_colours(stream)
    if tag := TAGS.get(settings.codec):
        codec.codec_tag = tag
    codec.open()
    return stream


def tell_colours(stream: VideoStream) -> None:
    """BT.709, limited, as everything that we draw."""
    codec = stream.codec_context
    codec.colorspace, codec.color_range = Colorspace.ITU709, ColorRange.MPEG
    codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
