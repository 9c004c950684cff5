"""Pictures of any medium by time."""

from pathlib import Path
from types import TracebackType
from typing import Self

from draftreel.errors import MaterialError
from draftreel.image import Image
from draftreel.media.animation import Animation
from draftreel.media.demuxers import as_material_errors
from draftreel.media.films import Film
from draftreel.media.stills import load_still
from draftreel.timeline import Media, MediaKind


class _Still:
    def __init__(self, path: Path, size: tuple[int, int] | None) -> None:
        self._image = load_still(path, size)

    def at(self, _moment: int) -> Image:
        return self._image

    def close(self) -> None:
        pass


class FrameReader:
    """The pictures of one medium, by microseconds of its own time.

    Images are BT.709 limited 4:2:0, YUV or (where the source is see-through) YUVA, upright, with
    square pixels, at `size` (width, height) or as large as shown; never enlarged. They may be views
    of a decoder's memory: never write to them. Raises MaterialError; use from one thread at a time.
    """

    def __init__(self, path: Path, media: Media, size: tuple[int, int] | None = None) -> None:
        with as_material_errors("the picture cannot be decoded"):
            self._pictures = _open(path, media.kind, size)

    def at(self, source_us: int) -> Image:
        """The picture that shows at `source_us`, in any order of asking; before and after, the edge one."""
        with as_material_errors("the picture cannot be decoded"):
            return self._pictures.at(source_us)

    def close(self) -> None:
        """Ends the decoding thread and lets the file go."""
        self._pictures.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(path: Path, kind: MediaKind, size: tuple[int, int] | None) -> _Still | Animation | Film:
    match kind:
        case MediaKind.STILL:
            return _Still(path, size)
        case MediaKind.ANIMATION:
            return Animation(path, size)
        case MediaKind.VIDEO:
            return Film(path, size)
        case _:
            raise MaterialError("the medium has no picture")
