"""Pictures of a film in order of showing, from any point: packets in, frames with times out."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from pathlib import Path

import av
from av.codec.context import CodecContext, Flags
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from draftreel.errors import MaterialError
from draftreel.media.demuxers import DECODER_OPTIONS, as_material_errors, open_media
from draftreel.span import SECOND

_STEPS_BACK = (0, SECOND, 5 * SECOND, 20 * SECOND)
_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_BROKEN_READS = 100
_DEAR_PIXELS = 1920 * 1088  # above, several pictures are decoded at a time: that is sooner, and takes 5 % more
_SWEEP = 3  # a closed film's buffers (some 10 MB in HD) hang in PyAV's cycles until the collector comes
_closed = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded frame and when it shows: microseconds after the film's first picture."""

    time: int
    frame: VideoFrame


class Decoder:
    """One open film; its frames are asked for one run at a time, from the thread that drives the run."""

    def __init__(
        self, path: Path, container: InputContainer | None = None, shown: tuple[int, int] | None = None
    ) -> None:
        """`container` is the file when it is open already and unread; it is closed with the decoder.

        `shown` is the size that pictures are shrunk to afterwards: at half size and below, those that no
        other refers to are not deblocked, which a mean of four pixels hides.
        """
        self._path, self._shown = path, shown
        self._origin = 0
        self._open(container)
        self._fresh = True
        if self._container.format.name == "avi":
            self._learn_origin()

    @property
    def container(self) -> InputContainer:
        return self._container

    @property
    def stream(self) -> VideoStream:
        return self._stream

    def close(self) -> None:
        close(self._container)

    def run(self, moment: int | None = None) -> Iterator[Picture]:
        """Frames in order, the first of them showing at or before `moment` (None: the film's first)."""
        for step in _STEPS_BACK if moment is not None else ():
            if moment is None or moment - step <= 0 or not self._seek(moment - step):
                break
            pictures = self._from_key()
            first = next(pictures, None)
            if first is not None and first.time <= moment:
                yield first
                yield from pictures
                return
        self._rewind()
        yield from self._pictures()

    def _open(self, container: InputContainer | None = None) -> None:
        self._container = container or open_media(self._path)
        self._stream = _picture_stream(self._container)
        self._codec = _codec_for(self._stream)
        if self._shown and _halved(self._stream, self._shown):
            self._codec.options = DECODER_OPTIONS | {"skip_loop_filter": "noref"}
        self._unit = self._stream.time_base or Fraction(1, 1000)
        if self._container.format.name != "avi":
            self._origin = self._stream.start_time or 0

    def _learn_origin(self) -> None:
        """AVI has stamps for decoding only: B-frames move every picture, the first one too, by the same delay."""
        first = next(self._pictures(), None)
        self._origin = round(Fraction(first.time, SECOND) / self._unit) if first else 0
        self._fresh = False

    def _rewind(self) -> None:
        if not self._fresh:
            self.close()
            self._open()
        self._fresh = False

    def _seek(self, moment: int) -> bool:
        self._fresh = False
        try:
            self._container.seek(round(self._origin + moment / (SECOND * self._unit)), stream=self._stream)
        except (av.FFmpegError, OSError):
            return False
        self._codec.flush_buffers()
        return True

    def _from_key(self) -> Iterator[Picture]:
        """From the first key picture on: what leads it refers to pictures before it."""
        found = False
        for picture in self._pictures():
            found = found or picture.frame.key_frame
            if found:
                yield picture

    def _pictures(self) -> Iterator[Picture]:
        last: int | None = None
        for frame in self._frames():
            time = self._time_of(frame, last)
            if frame.is_corrupt or (last is not None and time < last):
                continue
            last = time
            yield Picture(time, frame)

    def _time_of(self, frame: VideoFrame, last: int | None) -> int:
        stamp = frame.pts if frame.pts is not None else frame.dts
        if stamp is None:
            return 0 if last is None else last + round(SECOND / (self._stream.average_rate or 25))
        return round((stamp - self._origin) * self._unit * SECOND)

    def _frames(self) -> Iterator[VideoFrame]:
        for packet in packets(self._container, self._stream):
            try:
                yield from self._codec.decode(packet)  # type: ignore[attr-defined]
            except (av.FFmpegError, ValueError):
                continue


def close(container: InputContainer) -> None:
    """Lets go of a film's file, and now and then of what PyAV keeps of it."""
    container.close()
    if next(_closed) % _SWEEP == 0:
        gc.collect()


def first_frame(container: InputContainer) -> VideoFrame | None:
    """The film's first picture as soon as it is decoded, without waiting for those that may be shown before it."""
    stream = _picture_stream(container)
    stream.thread_type = "NONE"
    codec = _codec_for(stream)
    codec.flags |= Flags.low_delay
    whole = packets(container, stream)
    pictures = (frame for packet in chain(_only(codec, whole), whole) for frame in _decoded(codec, packet))
    return next((frame for frame in pictures if not frame.is_corrupt), None)


def _only(codec: CodecContext, whole: Iterator[Packet]) -> Iterator[Packet]:  # type: ignore[type-arg]
    """The first packet, and then none: decoders hold its picture back until they hear that no more come.

    Where that was not enough, it comes again with those after it.
    """
    first = next(whole, None)
    if first is None:
        return
    yield first
    yield Packet()
    codec.flush_buffers()
    yield first


def _decoded(codec: CodecContext, packet: Packet) -> list[VideoFrame]:  # type: ignore[type-arg]
    try:
        return codec.decode(packet)  # type: ignore[attr-defined,no-any-return]
    except (av.FFmpegError, ValueError):
        return []


def film_streams(container: InputContainer) -> list[VideoStream]:
    """The container's films: not the cover of a song, nothing of an unknown codec."""
    return [
        stream
        for stream in container.streams.video
        if stream.codec_context is not None and not stream.disposition & Disposition.attached_pic
    ]


def _picture_stream(container: InputContainer) -> VideoStream:
    streams = film_streams(container)
    if not streams:
        raise MaterialError("the file has no picture, or one of a codec that is not supported")
    streams[0].thread_type = "AUTO" if streams[0].width * streams[0].height > _DEAR_PIXELS else "SLICE"
    return streams[0]


def packets(container: InputContainer, stream: Stream) -> Iterator[Packet]:  # type: ignore[type-arg]
    """The stream's packets to the end of the file, stepping over what cannot be read."""
    for _ in range(_BROKEN_READS):
        try:
            yield from container.demux(stream)
        except av.EOFError:
            return
        except (av.FFmpegError, ValueError):
            continue
        else:
            return


def _halved(stream: VideoStream, shown: tuple[int, int]) -> bool:
    """Whether pictures are shown at half their size or smaller, upright or turned."""
    sides = zip(sorted((stream.width, stream.height)), sorted(shown), strict=True)
    return all(side >= 2 * small for side, small in sides)


def _codec_for(stream: VideoStream) -> CodecContext:
    """FFmpeg's own VP8 and VP9 decoders drop the alpha that libvpx shows."""
    name = _ALPHA_DECODERS.get(stream.codec_context.name, "")
    if not name or stream.metadata.get("alpha_mode") != "1":
        return stream.codec_context
    with as_material_errors("the film cannot be decoded"):
        codec = CodecContext.create(name, "r")
        codec.extradata = stream.codec_context.extradata
        codec.options = dict(DECODER_OPTIONS)
        return codec
