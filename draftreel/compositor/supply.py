"""What every scene of a film draws from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from draftreel.compositor.tiles import Tiles
from draftreel.image.keeping import Shelf


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Files by content key, the texts that were drawn, and the shelf for what costs much to make, if there is one."""

    library: Mapping[str, Path]
    tiles: Tiles
    shelf: Shelf | None = None

    @classmethod
    def of(cls, library: Mapping[str, Path], shelf: Shelf | None = None) -> Self:
        return cls(library, Tiles(library, shelf), shelf)
