"""What a film is made of, how it is cut into chunks, and the keys by which what was made before is found again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from draftreel.cutting import edges
from draftreel.formats import Finish, VideoSettings
from draftreel.span import Span, frame_at, frame_time
from draftreel.timeline import Diagnostic, Timeline
from draftreel.timeline.slicing import sliced

LOOK_VERSION = 3
"""Part of the key of every chunk, still and text: raise it when the same timeline is drawn differently than before."""
SOUND_VERSION = 3
"""Part of every sound's key: raise it when the same timeline is mixed differently than before."""

COPY_VERSION = 1
"""Part of every copied chunk's key: raise it when the same packets are written to another file than before."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Frames `first` to `first + count` of the timeline are just those of a medium from its own frame `start` on."""

    first: int
    count: int
    media: str
    start: int

    @property
    def end(self) -> int:
        return self.first + self.count


@dataclass(frozen=True, slots=True)
class Film:
    """A timeline, where its media are (content key and path), what of it is shown and how it is encoded.

    `copies`, in order, are the frames that need no drawing: their packets are taken over. `poster` is the one of its
    frames that stands for it; None: a third into it.
    """

    timeline: Timeline
    span: Span
    library: tuple[tuple[str, str], ...]
    video: VideoSettings
    diagnostics: tuple[Diagnostic, ...]
    copies: tuple[Copy, ...] = ()
    finish: Finish = Finish()
    poster: int | None = None

    @property
    def first(self) -> int:
        """The first frame of the timeline that the film shows."""
        return frame_at(self.span.start, self.timeline.fps)

    @property
    def frames(self) -> int:
        """Exactly round(duration * fps) of them, at least one."""
        return max(1, frame_at(self.span.duration, self.timeline.fps))

    @property
    def poster_frame(self) -> int:
        """The frame of the timeline that is its poster."""
        return self.first + (self.frames // 3 if self.poster is None else self.poster)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Frames `first` to `first + count` of the timeline; `key` is the hash of all that decides its bytes.

    It is drawn and encoded, or with `copy` its packets are taken over.
    """

    index: int
    first: int
    count: int
    key: str
    copy: Copy | None = None


def chunks(film: Film) -> tuple[Chunk, ...]:
    """The film as chunks in order, without gap or overlap; the same whatever the number of workers.

    A film of sound alone has none.
    """
    if film.finish.format.is_sound:
        return ()
    return tuple(
        Chunk(index, first, end - first, _copied(film, copy) if copy else _key(film, first, end), copy)
        for index, (first, end, copy) in enumerate(_pieces(film))
    )


def sound_key(film: Film) -> str:
    """The hash of all that decides the sound; empty when the film is silent."""
    sounds, written = film.timeline.sounds, film.finish.sound
    if not (sounds and film.finish.sounds):
        return ""
    how = (written,) if written else ()
    return digest(SOUND_VERSION, sounds, film.span, film.timeline.duration, *how)


def digest(*parts: object) -> str:
    """SHA-256 of the printed parts: frozen data prints the same everywhere."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


def _key(film: Film, first: int, end: int) -> str:
    fps = film.timeline.fps
    span = Span.between(frame_time(first, fps), frame_time(end, fps))
    return digest(LOOK_VERSION, film.video, first, end, sliced(film.timeline, span))


def _copied(film: Film, copy: Copy) -> str:
    """Wherever in whatever film: the same packets."""
    return digest(COPY_VERSION, film.timeline.fps, copy.media, copy.start, copy.count)


def _pieces(film: Film) -> Iterator[tuple[int, int, Copy | None]]:
    at = film.first
    for copy in (*film.copies, None):
        end = copy.first if copy else film.first + film.frames
        if end > at:
            yield from ((first, last, None) for first, last in pairwise(edges(film.timeline, at, end)))
        if copy:
            yield copy.first, copy.end, copy
            at = copy.end
