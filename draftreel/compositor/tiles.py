"""Texts drawn once, whole or in parts: kept by what they say and how large, up to a number of bytes.

Whole ones lie on the shelf too, whatever their size: even a word takes ten times as long to draw as to fetch.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from draftreel.image.keeping import Kept, Shelf
from draftreel.text import Letters, TextTile, editions, rasterise, take_apart
from draftreel.timeline import Text

_LIMIT = 16_000_000  # bytes of either: what was shown lately comes from the shelf in no time

Made = TypeVar("Made")


class Tiles:
    """The tiles last used; equal texts at one scale share a tile."""

    def __init__(self, library: Mapping[str, Path], shelf: Shelf | None = None) -> None:
        self._library = library
        self._shelf = shelf
        self._whole = _Memory[TextTile](self._fetched, _weight)
        self._parts = _Memory[Letters | None](
            lambda text, scale: take_apart(text, library, scale), lambda letters: letters.nbytes if letters else 0
        )

    def tile(self, text: Text, scale: float) -> TextTile:
        """The tile of a text, drawn when it is not kept."""
        return self._whole.of(text, scale)

    def letters(self, text: Text, scale: float) -> Letters | None:
        """A text in parts, drawn when they are not kept; None when they would be too large."""
        return self._parts.of(text, scale)

    def _fetched(self, text: Text, scale: float) -> TextTile:
        if self._shelf is None:
            return rasterise(text, self._library, scale)
        key = "text", text, scale, editions(text, self._library)
        kept = self._shelf.kept(key, lambda: _keepable(rasterise(text, self._library, scale)))
        return TextTile(kept.image, kept.x, kept.y)


class _Memory(Generic[Made]):
    """What was made of the texts last used, up to a number of bytes, the last one whatever its size."""

    def __init__(self, make: Callable[[Text, float], Made], weigh: Callable[[Made], int]) -> None:
        self._make = make
        self._weigh = weigh
        self._kept: OrderedDict[tuple[Text, float], Made] = OrderedDict()
        self._bytes = 0

    def of(self, text: Text, scale: float) -> Made:
        key = text, scale
        if key not in self._kept:
            self._kept[key] = self._make(text, scale)
            self._bytes += self._weigh(self._kept[key])
        self._kept.move_to_end(key)
        while self._bytes > _LIMIT and len(self._kept) > 1:
            self._bytes -= self._weigh(self._kept.popitem(last=False)[1])
        return self._kept[key]


def _keepable(tile: TextTile) -> Kept:
    return Kept(tile.image, tile.x, tile.y)


def _weight(tile: TextTile) -> int:
    return sum(plane.nbytes for plane in tile.image.planes)
