"""What every sound of a film is mixed from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from draftreel.errors import SoundError
from draftreel.media import SoundReader
from draftreel.mixer.tape import Tape
from draftreel.samples import Samples
from draftreel.timeline import Media


class SoundShelf(Protocol):
    """Where samples lie that cost more to make than to fetch."""

    def kept(self, key: tuple[object, ...], make: Callable[[], Samples]) -> Samples:
        """The samples of a key, made when they are not there; the key's printed parts say all that decides them."""


@dataclass(frozen=True, slots=True, eq=False)
class SoundSupply:
    """Files by content key, and the shelf for what was decoded or made before, if there is one."""

    library: Mapping[str, Path]
    shelf: SoundShelf | None = None

    def tape(self, media: Media) -> Tape:
        """A file's sound. Raises SoundError when it is not at hand, MaterialError when it has none."""
        if media.key not in self.library:
            raise SoundError("A sound is not at hand")
        return SoundReader(self.library[media.key])
