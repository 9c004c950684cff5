"""Orders carried out in this process: what the compositor of a plan has made ready stays for its next chunk."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from draftreel.drawing import Progress, Wanted, copy_chunk, draw_chunk, drawing
from draftreel.errors import RenderError
from draftreel.freeing import give_back
from draftreel.making import draw_frame_of, joined, mix_to
from draftreel.media import packet_index, probe
from draftreel.orders import Draw, Index, Join, Mix, Order, Picture, Probe
from draftreel.plan import Chunk, Film, chunks
from draftreel.shelf import PictureShelf
from draftreel.workspace import Workspace, load

if TYPE_CHECKING:
    from draftreel.compositor.compositor import Compositor


class Workshop:
    """Carries out any order; leave the `with` block, and what it holds open is closed."""

    def __init__(self, progress: Progress) -> None:
        """`progress` is told the frames of a chunk that are done."""
        self._progress = progress
        self._opened = ExitStack()
        self._studio: _Studio | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

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
            case Mix(plan, path):
                mix_to(load(Path(plan), Film), Path(path))
                return give_back()
            case Join(plan, made, sound, path):
                return joined(plan, made, sound, Path(path))
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
            self._opened.close()
            film, shelf = load(Path(plan), Film), PictureShelf(Workspace(Path(data))) if data else None
            self._studio = _Studio(plan, film, chunks(film), self._opened.enter_context(drawing(film, shelf)))
        return self._studio


@dataclass(frozen=True, slots=True)
class _Studio:
    """All that chunks of one plan need."""

    plan: str
    film: Film
    chunks: tuple[Chunk, ...]
    compositor: "Compositor"
