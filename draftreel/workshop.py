"""Orders carried out in this process: what the compositor of a plan has made ready stays for its next chunk."""

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from draftreel.drawing import Progress, Wanted, copy_chunk, draw_chunk, draw_frame_of, drawing
from draftreel.errors import RenderError
from draftreel.freeing import give_back
from draftreel.manifest import ChunkManifest, FilmManifest, PlanManifest, SoundManifest
from draftreel.media import packet_index, probe
from draftreel.orders import Draw, Index, Join, Mix, Order, Picture, Probe
from draftreel.plan import Film, chunks
from draftreel.shelf import PictureShelf, SampleShelf
from draftreel.workspace import Workspace, load

if TYPE_CHECKING:
    from draftreel.compositor.compositor import Compositor


class Workshop:
    """Carries out any order; leave the `with` block, and what it holds open is closed."""

    def __init__(self, progress: Progress) -> None:
        """`progress` is told the frames of a chunk that are done."""
        self._progress = progress
        self._studio: _Studio | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._studio:
            self._studio.close()

    def carry_out(self, order: Order[object]) -> object:
        """The order's answer. Raises every kind of error that rendering raises."""
        match order:
            case Probe(path, key):
                return probe(Path(path), key)
            case Index(path, fps):
                return packet_index(Path(path), fps)
            case Draw(plan, data, chunk, path):
                return self._draw(self._studio_of(plan, data), chunk, Path(path))
            case Picture(plan, data, frame, path):
                studio = self._studio_of(plan, data)
                return draw_frame_of(studio.compositor, studio.film, frame, Path(path))
            case Mix(plan, data, path):
                return _mix(self._studio_of(plan, data).film, data, Path(path))
            case Join(planned, made, sound, path):
                return _join(planned, made, sound, Path(path))
            case _:
                raise RenderError("an order of an unknown kind")

    def _draw(self, studio: "_Studio", index: int, path: Path) -> None:
        chunk = studio.chunks[index]
        if chunk.copy:
            copy_chunk(studio.film, chunk.copy, path)
        else:
            draw_chunk(studio.film, Wanted(chunk, path, self._progress), studio.compositor)

    def _studio_of(self, plan: str, data: str) -> "_Studio":
        if self._studio is None or self._studio.plan != plan:
            if self._studio:
                self._studio.close()
            self._studio = _Studio(plan, data)
        return self._studio


class _Studio:
    """All that chunks of one plan need; a film that is only copied needs no compositor."""

    def __init__(self, plan: str, data: str) -> None:
        self.plan = plan
        self.film = load(Path(plan), Film)
        self.chunks = chunks(self.film)
        self._shelf = PictureShelf(Workspace(Path(data))) if data else None
        self._opened = ExitStack()

    @cached_property
    def compositor(self) -> "Compositor":
        return self._opened.enter_context(drawing(self.film, self._shelf))

    def close(self) -> None:
        self._opened.close()


def _mix(film: Film, data: str, path: Path) -> None:
    from draftreel.making import mix_to  # noqa: PLC0415 - who is only asked what a file is needs no mixer

    mix_to(film, path, SampleShelf(Workspace(Path(data))) if data else None)
    give_back()


def _join(plan: PlanManifest, made: tuple[ChunkManifest, ...], sound: SoundManifest | None, path: Path) -> FilmManifest:
    from draftreel.making import joined  # noqa: PLC0415 - as above

    return joined(plan, made, sound, path)
