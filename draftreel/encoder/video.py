"""Pictures to a file, encoded in a thread of its own."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.stream import VideoStream

from draftreel.encoder.codecs import FEWEST, open_stream
from draftreel.encoder.handover import video_frame
from draftreel.encoder.staging import FOREIGN, as_encoding_error, reported, staging_name
from draftreel.errors import EncodingError
from draftreel.formats import VideoSettings
from draftreel.image import Image, Layout

_WAITING = 4


class VideoEncoder:
    """Takes pictures in order, one a frame, and leaves a whole file at `path` when closed.

    `write` hands a picture over and returns while it is being encoded; what goes wrong meanwhile is
    raised by the next `write` or by `close`. Leaving the `with` block by an exception leaves no file.
    One that comes `after` another opens when that has ended: each takes some 180 MB at 1080p.
    Raises EncodingError.
    """

    def __init__(self, path: Path, settings: VideoSettings, after: "VideoEncoder | None" = None) -> None:
        self._path = path
        self._staging = staging_name(path)
        self._settings = settings
        self._queue: queue.Queue[Image | None] = queue.Queue(_WAITING)
        self._error: EncodingError | None = None
        self._abandoned = self._ended = self._closed = False
        self._written = 0
        self._fewest = FEWEST.get(settings.codec, 0)
        self._last: av.VideoFrame | None = None
        self._output: _Output | None = None
        if after is None:
            self._open_now()
        self._thread = threading.Thread(target=self._run, args=(after,), name="encode", daemon=True)
        self._thread.start()

    def write(self, image: Image) -> None:
        """Queues the next frame; its planes must not be written to afterwards."""
        self._check(image)
        if self._error:
            raise self._error
        self._queue.put(image)

    def end(self) -> None:
        """Says that no more pictures come; what was handed over goes on being encoded until `close`."""
        if not self._ended:
            self._ended = True
            self._queue.put(None)

    def close(self) -> None:
        """Ends the file and gives it its name; closing again does nothing."""
        if self._closed:
            return
        try:
            self._stop()
            self._finish()
        finally:
            self._staging.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Stops and leaves no file."""
        self._abandoned = True
        self._stop()
        self._staging.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _open_now(self) -> None:
        try:
            self._open()
        except EncodingError:
            self._staging.unlink(missing_ok=True)
            raise

    def _open_after(self, other: "VideoEncoder") -> None:
        other._thread.join()  # noqa: SLF001 - one of its own kind
        try:
            self._open()
        except EncodingError as exc:
            self._error = exc

    def _open(self) -> None:
        with reported("The video file could not be opened"):
            container = av.open(str(self._staging), "w", format="mp4", options=self._settings.muxer_options)
            self._output = _Output(container, open_stream(container, self._settings))
            container.start_encoding()

    def _finish(self) -> None:
        if self._error:
            raise self._error
        if not self._written:
            raise EncodingError("There are no pictures")
        with reported("The video file could not be finished"):
            self._staging.replace(self._path)

    def _check(self, image: Image) -> None:
        if self._ended:
            raise EncodingError("a frame after the last one")
        if image.layout is not Layout.YUV:
            raise EncodingError(f"a frame is {image.layout}, not {Layout.YUV}")
        if image.size != (self._settings.width, self._settings.height):
            raise EncodingError(f"a frame measures {image.width}x{image.height}, not as the film")

    def _stop(self) -> None:
        self._closed = True
        self.end()
        self._thread.join()

    def _run(self, after: "VideoEncoder | None") -> None:
        if after:
            self._open_after(after)
            del after  # it need not outlive its own end
        for image in iter(self._queue.get, None):
            self._guarded(image)
        self._guarded(None)
        self._let_go()

    def _let_go(self) -> None:
        """Ends the file, and frees what x264 holds before anyone asks for the film."""
        try:
            if self._output:
                self._output.container.close()
        except FOREIGN as exc:
            self._error = self._error or as_encoding_error("The video file could not be finished", exc)
        finally:
            self._output = None

    def _guarded(self, image: Image | None) -> None:
        if self._error or self._abandoned or not self._output:
            return  # what is still queued is only taken, so that nobody waits
        try:
            self._encode(image, self._output)
        except Exception as exc:  # noqa: BLE001 - it must be heard of in the other thread, whatever it is
            self._error = as_encoding_error("A picture could not be encoded", exc)

    def _encode(self, image: Image | None, output: "_Output") -> None:
        frames = iter([self._next(image)]) if image else chain(self._padding(), [None])
        for packet in (packet for frame in frames for packet in output.stream.encode(frame)):
            if (packet.pts or 0) < self._written:
                packet.duration = 1
                output.container.mux_one(packet)

    def _next(self, image: Image) -> av.VideoFrame:
        frame = self._timed(video_frame(image), self._written)
        self._written += 1
        self._last = frame if self._written < self._fewest else None
        return frame

    def _padding(self) -> Iterator[av.VideoFrame]:
        """The last picture again until the encoder has enough, as a key frame first: no earlier one refers to it."""
        if self._last is None:
            return
        for number in range(self._written, self._fewest):
            self._last.pict_type = PictureType.I if number == self._written else PictureType.NONE
            yield self._timed(self._last, number)

    def _timed(self, frame: av.VideoFrame, number: int) -> av.VideoFrame:
        frame.pts, frame.time_base = number, 1 / self._settings.fps
        return frame


@dataclass(frozen=True, slots=True)
class _Output:
    container: OutputContainer
    stream: VideoStream
