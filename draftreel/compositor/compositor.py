"""The picture of a film at a moment, at the size it is wanted in."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from draftreel.compositor.scene import Scene
from draftreel.compositor.stage import Stage, even
from draftreel.compositor.supply import Supply
from draftreel.image import BLACK, Image, fill, over
from draftreel.image.keeping import Shelf
from draftreel.timeline import Timeline


class Compositor:
    """Draws any moment of a timeline, in any order; open files and memory stay bounded however long it is.

    `size` is (width, height) in pixels, the canvas's own without it, both made even; where the shape
    is another the canvas is fitted inside and the rest is black. Stills and texts come from the `shelf` where there
    is one. One compositor serves one thread.
    """

    def __init__(
        self,
        timeline: Timeline,
        library: Mapping[str, Path],
        size: tuple[int, int] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        wanted = size or (timeline.width, timeline.height)
        self.size = even(wanted[0]), even(wanted[1])
        stage = Stage.of(timeline, self.size if size else None)
        self._scene = Scene(timeline, Supply(library, shelf), stage, fill(stage.size, BLACK))
        self._frame = None if stage.size == self.size else fill(self.size, BLACK)

    def frame(self, moment: int) -> Image:
        """The opaque picture at `moment` (microseconds); never write to it, it may be a decoder's own.

        Raises MaterialError or RenderError, naming a material by the beginning of its key.
        """
        picture = self._scene.picture(moment)
        if self._frame is None:
            return picture
        left, top = (2 * ((self.size[axis] - picture.size[axis]) // 4) for axis in (0, 1))
        return over(self._frame, picture, at=(left, top))

    def close(self) -> None:
        self._scene.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
