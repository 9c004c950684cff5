"""What every sound of a film is mixed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from draftreel.errors import SoundError
from draftreel.media import SoundReader
from draftreel.media.plain import is_plain
from draftreel.media.sound import PIECE
from draftreel.mixer.kept import SoundShelf, Unopened, kept
from draftreel.mixer.tape import Tape
from draftreel.span import sample_at
from draftreel.timeline import Media

__all__ = ["SoundShelf", "SoundSupply"]

_BEYOND = 2  # pieces: who stretches or resamples reads on beyond the end, and finds that kept too


@dataclass(frozen=True, slots=True, eq=False)
class SoundSupply:
    """Files by content key, and the shelf for what was decoded or made before, if there is one."""

    library: Mapping[str, Path]
    shelf: SoundShelf | None = None

    def tape(self, media: Media) -> Tape:
        """A file's sound, decoded once for all who share the shelf.

        Raises SoundError when it is not at hand, and here or when it is read MaterialError when it has none.
        """
        if media.key not in self.library:
            raise SoundError("A sound is not at hand")
        path = self.library[media.key]
        if self.shelf is None or is_plain(path):
            return SoundReader(path)
        length = (sample_at(media.duration) // PIECE + _BEYOND) * PIECE
        return kept(Unopened(partial(SoundReader, path)), ("decoded", media.key), self.shelf, length)
