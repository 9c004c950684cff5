"""Animated GIF, WebP and PNG: frames with delays of their own."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from PIL import Image as Pillow

from draftreel.image import Image
from draftreel.media.container import sniff
from draftreel.media.limits import check_frame_count
from draftreel.media.orientation import Orientation
from draftreel.media.pillow import opened, to_image
from draftreel.media.shrinking import shrink, shrunk_size

_KEPT_BYTES = 128_000_000
_SHORTEST = 11_000  # browsers show delays of 10 ms and less as 100 ms, and makers count on it
_USUAL = 100_000


class Animation:
    """The frames of one animation by time; once round is `duration` microseconds, past it the last holds.

    Frames stay in memory as far as `_KEPT_BYTES` goes; the rest is decoded again from the start. Forward play
    decodes each frame once.
    """

    def __init__(self, path: Path, size: tuple[int, int] | None) -> None:
        self._path, self._size = path, size
        self._starts = starts_of(path)[:-1]
        self._kept: OrderedDict[int, Image] = OrderedDict()
        self._opened = ExitStack()
        self._picture: Pillow.Image | None = None
        self._next = 0

    def at(self, moment: int) -> Image:
        """The frame that shows at `moment` microseconds."""
        index = max(0, bisect_right(self._starts, moment + 1_000) - 1)
        if index not in self._kept:
            self._decode(index)
        return self._kept[index]

    def close(self) -> None:
        self._kept.clear()
        self._rewind()

    def _decode(self, wanted: int) -> None:
        if wanted < self._next:
            self._rewind()
        picture = self._picture = self._picture or self._opened.enter_context(opened(self._path, sniff(self._path)))
        for index in range(self._next, wanted + 1):
            self._next = index + 1
            picture.seek(index)
            if index not in self._kept:
                self._keep(index, self._image(picture))

    def _rewind(self) -> None:
        self._opened.close()
        self._picture, self._next = None, 0

    def _image(self, picture: Pillow.Image) -> Image:
        image = to_image(picture, Orientation())
        return shrink(image, shrunk_size(image.size, self._size))

    def _keep(self, index: int, image: Image) -> None:
        self._kept[index] = image
        room = max(2, _KEPT_BYTES // sum(plane.size for plane in image.planes))
        while len(self._kept) > room:
            self._kept.popitem(last=False)


def starts_of(path: Path) -> list[int]:
    """When each frame starts and, last, when the animation ends, in microseconds."""
    with opened(path, sniff(path)) as picture:
        check_frame_count(getattr(picture, "n_frames", 1), picture.size)
        starts = [0]
        for delay in _delays(picture):
            starts.append(starts[-1] + delay)
    return starts


def _delays(picture: Pillow.Image) -> Iterator[int]:
    for index in range(getattr(picture, "n_frames", 1)):
        picture.seek(index)
        picture.load()  # WebP says its delay only then
        delay = round(1_000 * float(picture.info.get("duration", 0)))
        yield delay if delay >= _SHORTEST else _USUAL
