"""A chunk of a film drawn and encoded in this process."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel.encoder import VideoEncoder, copy_packets
from draftreel.errors import MaterialError
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
    if chunk.copy:
        copy_chunk(film, chunk, chunk.copy, path, progress)
        return
    with VideoEncoder(path, film.video) as encoder:
        for done in range(chunk.count):
            encoder.write(compositor.frame(frame_time(chunk.first + done, film.timeline.fps)))
            progress(done + 1)
