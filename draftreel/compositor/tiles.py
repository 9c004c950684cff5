"""Texts drawn once, whole or in parts: kept by what they say and how large, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from draftreel.text import Letters, TextTile, rasterise, take_apart
from draftreel.timeline import Text

_LIMIT = 64_000_000

Kept = TypeVar("Kept")


class Tiles:
    """The tiles last used; equal texts at one scale share a tile."""

    def __init__(self, library: Mapping[str, Path]) -> None:
        self._whole = _Shelf[TextTile](lambda text, scale: rasterise(text, library, scale), _weight)
        self._parts = _Shelf[Letters | None](
            lambda text, scale: take_apart(text, library, scale), lambda letters: letters.nbytes if letters else 0
        )

    def tile(self, text: Text, scale: float) -> TextTile:
        """The tile of a text, drawn when it is not kept."""
        return self._whole.of(text, scale)

    def letters(self, text: Text, scale: float) -> Letters | None:
        """A text in parts, drawn when they are not kept; None when they would be too large."""
        return self._parts.of(text, scale)


class _Shelf(Generic[Kept]):
    """What was made of the texts last used, up to a number of bytes, the last one whatever its size."""

    def __init__(self, make: Callable[[Text, float], Kept], weigh: Callable[[Kept], int]) -> None:
        self._make = make
        self._weigh = weigh
        self._kept: OrderedDict[tuple[Text, float], Kept] = OrderedDict()
        self._bytes = 0

    def of(self, text: Text, scale: float) -> Kept:
        key = text, scale
        if key not in self._kept:
            self._kept[key] = self._make(text, scale)
            self._bytes += self._weigh(self._kept[key])
        self._kept.move_to_end(key)
        while self._bytes > _LIMIT and len(self._kept) > 1:
            self._bytes -= self._weigh(self._kept.popitem(last=False)[1])
        return self._kept[key]


def _weight(tile: TextTile) -> int:
    return sum(plane.nbytes for plane in tile.image.planes)
