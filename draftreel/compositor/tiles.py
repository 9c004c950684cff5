"""Texts drawn once: tiles kept by what they say and how large, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from draftreel.text import TextTile, rasterise
from draftreel.timeline import Text

_LIMIT = 64_000_000


class Tiles:
    """The tiles last used; equal texts at one scale share a tile."""

    def __init__(self, library: Mapping[str, Path]) -> None:
        self._library = library
        self._kept: OrderedDict[tuple[Text, float], TextTile] = OrderedDict()
        self._bytes = 0

    def tile(self, text: Text, scale: float) -> TextTile:
        """The tile of a text, drawn when it is not kept."""
        key = text, scale
        if key not in self._kept:
            self._kept[key] = rasterise(text, self._library, scale)
            self._bytes += _weight(self._kept[key])
        self._kept.move_to_end(key)
        while self._bytes > _LIMIT and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return self._kept[key]


def _weight(tile: TextTile) -> int:
    return sum(plane.nbytes for plane in tile.image.planes)
