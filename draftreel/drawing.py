"""A chunk of a film drawn and encoded in this process."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel.encoder import VideoEncoder, copy_packets, write_png
from draftreel.errors import DraftreelError, MaterialError
from draftreel.freeing import give_back
from draftreel.image.keeping import Shelf
from draftreel.plan import Chunk, Copy, Film
from draftreel.span import frame_time

if TYPE_CHECKING:
    from draftreel.compositor.compositor import Compositor

Progress = Callable[[int], None]
"""Called with the number of frames of the chunk that are done."""


def library_of(film: Film) -> Mapping[str, Path]:
    """Where the film's media are, by content key."""
    return {key: Path(path) for key, path in film.library}


def compositor_of(film: Film, shelf: Shelf | None = None) -> "Compositor":
    """A compositor for any frame of the film, to be closed."""
    from draftreel.compositor.compositor import Compositor  # noqa: PLC0415 - a film that is there needs none

    return Compositor(film.timeline, library_of(film), (film.video.width, film.video.height), shelf)


@contextmanager
def drawing(film: Film, shelf: Shelf | None = None) -> "Iterator[Compositor]":
    """A compositor of the film, while what the process held before is out of the collector's sight.

    Closed films leave cycles of 10 MB behind, which are collected now and then: that need not go through all modules.
    """
    with compositor_of(film, shelf) as compositor:
        gc.freeze()
        try:
            yield compositor
        finally:
            gc.unfreeze()


def draw_frame_of(compositor: "Compositor", film: Film, index: int, path: Path) -> None:
    """Draw one frame of the film by its compositor to a PNG. Raises RenderError, MaterialError."""
    write_png(path, compositor.frame(frame_time(index, film.timeline.fps)))


def copy_chunk(film: Film, copy: Copy, path: Path) -> None:
    """The file at `path` appears when all packets are in it. Raises MaterialError, EncodingError."""
    try:
        source = library_of(film)[copy.media]
    except KeyError as exc:
        raise MaterialError(f"{copy.media[:8]}: the file is not there") from exc
    copy_packets(source, copy.start, copy.count, film.video.fps, path)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk to be drawn, where it is to be, and who is told of its frames."""

    chunk: Chunk
    path: Path
    progress: Progress


def draw_chunk(film: Film, wanted: Wanted, compositor: "Compositor") -> None:
    """The file is there when all frames are in it. Raises RenderError, MaterialError, EncodingError."""
    for _ in draw_chunks(film, [wanted], compositor):
        pass


def draw_chunks(film: Film, wanted: Iterable[Wanted], compositor: "Compositor") -> Iterator[Chunk]:
    """Chunks one after the other, each handed on when its file is there; raises as `draw_chunk` does.

    While the last pictures of one are being encoded, the first ones of the next are drawn.
    """
    last: tuple[Chunk, VideoEncoder] | None = None
    try:
        for one in wanted:
            before, last = last, (one.chunk, _handed_over(film, one, compositor, last[1] if last else None))
            if before:
                yield _ended(*before)
        if last:
            yield _ended(*last)
    except DraftreelError:
        if last:
            with suppress(DraftreelError):  # what was drawn whole need not be drawn again; what failed first counts
                last[1].close()
        raise
    except BaseException:
        if last:
            last[1].abandon()
        raise


def _ended(chunk: Chunk, encoder: VideoEncoder) -> Chunk:
    encoder.close()
    give_back()
    return chunk


def _handed_over(film: Film, wanted: Wanted, compositor: "Compositor", after: VideoEncoder | None) -> VideoEncoder:
    """The encoder of a chunk that was drawn, still at work."""
    encoder = VideoEncoder(wanted.path, film.video, after)
    try:
        for done in range(wanted.chunk.count):
            encoder.write(compositor.frame(frame_time(wanted.chunk.first + done, film.timeline.fps)))
            wanted.progress(done + 1)
        encoder.end()
    except BaseException:
        encoder.abandon()
        raise
    return encoder
