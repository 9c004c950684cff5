"""A film's pictures by time, in any order: forward play decodes ahead, the rest seeks."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from draftreel.errors import MaterialError
from draftreel.image import Image
from draftreel.media.ahead import Ahead
from draftreel.media.conversion import Delivery, to_image
from draftreel.media.decoding import Decoder, Picture
from draftreel.media.orientation import Orientation, orientation_of
from draftreel.media.shape import shown_size
from draftreel.media.shrinking import shrunk_size
from draftreel.span import SECOND

TOLERANCE = 1_000  # drafts cut times down to whole microseconds, Matroska rounds to milliseconds
_LEAP = 2 * SECOND
_HISTORY_BYTES = 192_000_000
_AHEAD_BYTES = 64_000_000
_AHEAD_FRAMES = 4


class Film:
    """The pictures of one video file; `at` is called from one thread at a time.

    Backward play decodes a group of pictures once and hands it out from the end; what of it does
    not fit into `_HISTORY_BYTES` is decoded again when its turn comes.
    """

    def __init__(self, path: Path, size: tuple[int, int] | None) -> None:
        self._decoder = Decoder(path, shown=size)
        self._size = size
        self._kept: deque[Picture] = deque()
        self._source: Iterator[Picture] = iter(())
        self._ended = self._from_start = False
        self._shown: tuple[Picture, Image] | None = None
        self._turn: Orientation | None = None
        self._asked = 0

    def at(self, moment: int) -> Image:
        """The last picture that starts no later than a millisecond after `moment`; the edges hold."""
        wanted = moment + TOLERANCE
        if not self._holds(wanted):
            self._move(wanted)
        self._asked = wanted
        return self._image(self._choose(wanted))

    def close(self) -> None:
        self._stop()
        self._kept.clear()
        self._decoder.close()

    def _holds(self, wanted: int) -> bool:
        if not self._kept:
            return False
        starts = self._from_start or self._kept[0].time <= wanted
        return starts and (self._ended or self._kept[-1].time > wanted)

    def _move(self, wanted: int) -> None:
        if self._kept and self._kept[0].time <= wanted <= self._kept[-1].time + _LEAP and not self._ended:
            self._play(wanted)
        else:
            self._leap(wanted)

    def _play(self, wanted: int) -> None:
        """Forward from where we are, with a thread in front from the second picture on."""
        if not isinstance(self._source, Ahead):
            self._source = Ahead(self._source, self._depth())
        while not self._ended and self._kept[-1].time <= wanted:
            self._pull()
            while len(self._kept) > 1 and self._kept[1].time <= wanted:
                self._kept.popleft()
                self._from_start = False

    def _leap(self, wanted: int) -> None:
        """To anywhere, from the key picture before it; a short step back keeps what leads there, for backward play."""
        self._stop()
        self._kept.clear()
        self._ended = False
        self._source = self._decoder.run(wanted if wanted > TOLERANCE else None)
        self._pull()
        if not self._kept:
            raise MaterialError("no picture of the film can be decoded")
        self._from_start = wanted <= TOLERANCE or self._kept[0].time > wanted
        backwards = 0 < self._asked - wanted < _LEAP
        limit = max(2, _HISTORY_BYTES // _bytes(self._kept[0])) if backwards else 2
        while not self._ended and self._kept[-1].time <= wanted:
            self._pull()
            if len(self._kept) > limit:
                self._kept.popleft()
                self._from_start = False

    def _pull(self) -> None:
        picture = next(self._source, None)
        if picture is None:
            self._ended = True
        else:
            self._kept.append(picture)

    def _choose(self, wanted: int) -> Picture:
        return next((picture for picture in reversed(self._kept) if picture.time <= wanted), self._kept[0])

    def _image(self, picture: Picture) -> Image:
        if self._shown is None or self._shown[0] is not picture:
            self._shown = picture, to_image(picture.frame, self._delivery(picture))
        return self._shown[1]

    def _delivery(self, picture: Picture) -> Delivery:
        turn = self._turn = self._turn or orientation_of(picture.frame)
        shown = turn.size(shown_size(picture.frame, self._decoder.stream.sample_aspect_ratio))
        return Delivery(shrunk_size(shown, self._size), turn)

    def _depth(self) -> int:
        return max(2, min(_AHEAD_FRAMES, _AHEAD_BYTES // _bytes(self._kept[0])))

    def _stop(self) -> None:
        if isinstance(self._source, Ahead):
            self._source.stop()


def _bytes(picture: Picture) -> int:
    return max(1, sum(plane.buffer_size for plane in picture.frame.planes))
