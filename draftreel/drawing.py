"""A chunk of a film drawn and encoded in this process."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel.encoder import VideoEncoder, copy_packets
from draftreel.errors import DraftreelError, MaterialError
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


def copy_chunk(film: Film, chunk: Chunk, copy: Copy, path: Path, progress: Progress) -> None:
    """The file at `path` appears when all packets are in it. Raises MaterialError, EncodingError."""
    try:
        source = library_of(film)[copy.media]
    except KeyError as exc:
        raise MaterialError(f"{copy.media[:8]}: the file is not there") from exc
    copy_packets(source, copy.start, copy.count, film.video.fps, path)
    progress(chunk.count)


def draw_chunk(film: Film, chunk: Chunk, compositor: "Compositor", path: Path, progress: Progress) -> None:
    """The file at `path` appears when all frames are in it. Raises RenderError, MaterialError, EncodingError."""
    for _ in draw_chunks(film, [Wanted(chunk, path, progress)], compositor):
        pass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk, where it is to be, and who is told of its frames."""

    chunk: Chunk
    path: Path
    progress: Progress


def draw_chunks(film: Film, wanted: Iterable[Wanted], compositor: "Compositor") -> Iterator[Chunk]:
    """Chunks one after the other, each handed on when its file is there; raises as `draw_chunk` does.

    While the last pictures of one are being encoded, the first ones of the next are drawn.
    """
    before: tuple[Chunk, VideoEncoder] | None = None
    try:
        for one in wanted:
            encoder = _handed_over(film, one, compositor, before[1] if before else None)
            if before:
                before[1].close()
                yield before[0]
            before = (one.chunk, encoder) if encoder else None
            if not encoder:
                yield one.chunk
        if before:
            before[1].close()
            yield before[0]
    except DraftreelError:
        if before:
            before[1].close()  # all of it is drawn: who tries again need not draw it again
        raise
    except BaseException:
        if before:
            before[1].abandon()
        raise


def _handed_over(
    film: Film, wanted: Wanted, compositor: "Compositor", after: VideoEncoder | None
) -> VideoEncoder | None:
    """The encoder of a chunk that was drawn, still at work; None for a chunk that was copied."""
    chunk = wanted.chunk
    if chunk.copy:
        copy_chunk(film, chunk, chunk.copy, wanted.path, wanted.progress)
        return None
    encoder = VideoEncoder(wanted.path, film.video, after)
    try:
        for done in range(chunk.count):
            encoder.write(compositor.frame(frame_time(chunk.first + done, film.timeline.fps)))
            wanted.progress(done + 1)
        encoder.end()
    except BaseException:
        encoder.abandon()
        raise
    return encoder
