"""Chunks to an animated GIF: one palette for the whole film, which plays again and again."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from draftreel.encoder.staging import reported, staged
from draftreel.encoder.verify import FilmFacts
from draftreel.errors import EncodingError
from draftreel.formats import Palette
from draftreel.span import frame_time

HUNDREDTHS = Fraction(1, 100)
"""What a GIF counts its delays in, of a second."""

_FOR_EVER = "0"
_LAYOUT = "bgra"


def write_gif(chunks: Sequence[Path], out: Path, fps: Fraction, palette: Palette) -> None:
    """Writes the chunks' pictures, each at the hundredth of a second that is nearest to its time.

    They are decoded twice: to count the colours, and to draw with them; memory does not grow with the film.
    Raises EncodingError.
    """
    with reported("The chunks cannot be read"):
        colours = _colours(_frames(chunks, fps), palette)
    options = {"fflags": "+bitexact", "loop": _FOR_EVER, "final_delay": str(_hundredth(1, fps))}
    with staged(out) as staging, av.open(str(staging), "w", format="gif", options=options) as film:
        _write(film, _coloured(_frames(chunks, fps), colours, palette))


def verify_gif(path: Path, frames: int, fps: Fraction) -> FilmFacts:
    """Decodes every frame and looks at its time. Raises EncodingError, which says what is wrong."""
    with reported("The film cannot be read"), av.open(str(path), format="gif") as film:
        picture = film.streams.video[0]
        unit = picture.time_base or HUNDREDTHS
        times = [(frame.pts or 0) * unit / HUNDREDTHS for frame in film.decode(picture)]
        if times != [_hundredth(index, fps) for index in range(frames)]:
            raise EncodingError(f"The film has {len(times)} frames instead of {frames}, or shows them at other times")
        size = picture.codec_context.width, picture.codec_context.height
    return FilmFacts(*size, frames, frame_time(frames, fps), has_sound=False, bytes=path.stat().st_size)


def _hundredth(index: int, fps: Fraction) -> int:
    return round(index / (fps * HUNDREDTHS))


def _frames(chunks: Sequence[Path], fps: Fraction) -> Iterator[VideoFrame]:
    index = 0
    for chunk in chunks:
        with av.open(str(chunk)) as source:
            for decoded in source.decode(video=0):
                yield _timed(_in_rgb(decoded), index, fps)
                index += 1


def _in_rgb(frame: VideoFrame) -> VideoFrame:
    spaces = {"src_colorspace": Colorspace.ITU709, "src_color_range": ColorRange.MPEG}
    return frame.reformat(format=_LAYOUT, dst_color_range=ColorRange.JPEG, **spaces)


def _timed(frame: VideoFrame, index: int, fps: Fraction) -> VideoFrame:
    frame.pts, frame.time_base, frame.pict_type = _hundredth(index, fps), HUNDREDTHS, PictureType.NONE
    frame.duration = _hundredth(index + 1, fps) - _hundredth(index, fps)
    return frame


def _colours(frames: Iterator[VideoFrame], palette: Palette) -> VideoFrame:
    """The palette as a picture of 16 x 16; one of its colours is none, for what stays as it was."""
    graph = Graph()
    source, sink = None, graph.add("buffersink")
    for frame in frames:
        if source is None:
            source = _buffer(graph, frame)
            _chain(graph, source, graph.add("palettegen", f"max_colors={palette.colours}"), sink)
        source.push(frame)
    if source is None:
        raise EncodingError("There are no pictures to join")
    source.push(None)
    return next(_ready(sink))


def _coloured(frames: Iterator[VideoFrame], colours: VideoFrame, palette: Palette) -> Iterator[VideoFrame]:
    graph = Graph()
    source, sink = None, graph.add("buffersink")
    for frame in frames:
        if source is None:
            source, few = _buffer(graph, frame), _buffer(graph, colours)
            drawn = graph.add("paletteuse", f"dither={palette.dither}:diff_mode=rectangle")
            few.link_to(drawn, 0, 1)
            _chain(graph, source, drawn, sink)
            few.push(colours)
            few.push(None)
        source.push(frame)
        yield from _ready(sink)
    if source:
        source.push(None)
        yield from _ready(sink)


def _buffer(graph: Graph, like: VideoFrame) -> FilterContext:
    return graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=HUNDREDTHS)


def _chain(graph: Graph, source: FilterContext, made: FilterContext, sink: FilterContext) -> None:
    source.link_to(made)
    made.link_to(sink)
    graph.configure()


def _ready(sink: FilterContext) -> Iterator[VideoFrame]:
    """What has come out so far."""
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, VideoFrame):
            yield frame


def _write(film: OutputContainer, frames: Iterator[VideoFrame]) -> None:
    stream = None
    for frame in frames:
        if stream is None:
            stream = film.add_stream("gif")
            codec = stream.codec_context
            codec.width, codec.height, codec.pix_fmt = frame.width, frame.height, "pal8"
            codec.time_base = HUNDREDTHS
        frame.time_base = HUNDREDTHS
        film.mux(stream.encode(frame))
    if stream:
        film.mux(stream.encode(None))
