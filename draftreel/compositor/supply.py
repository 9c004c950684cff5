"""What every scene of a film draws from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel.image.keeping import Shelf

if TYPE_CHECKING:
    from draftreel.compositor.tiles import Tiles


@dataclass(frozen=True, eq=False)
class Supply:
    """Files by content key, and the shelf for what costs much to make, if there is one."""

    library: Mapping[str, Path]
    shelf: Shelf | None = None

    @cached_property
    def tiles(self) -> "Tiles":
        """The texts that were drawn."""
        from draftreel.compositor.tiles import Tiles  # noqa: PLC0415 - paid for by films with texts

        return Tiles(self.library, self.shelf)
