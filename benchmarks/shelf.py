"""Media that the films share: made once for a seed, found again by the next run."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import footage

VERSION = 1
"""Part of the folder's name: raise it when footage.py makes other pictures than before."""
SONG_S = 60.0
VOICE_S = 4.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files of one seed below `root`; each is whole or not there."""

    root: Path
    seed: int

    def clip(self, number: int, seconds: float, size: tuple[int, int] = footage.SIZE) -> Path:
        """A film of 30 pictures a second; the number gives what it shows."""
        name = f"clip{number}-{seconds:g}s-{size[0]}x{size[1]}.mp4"
        return self._made(name, lambda path: footage.write_clip(path, self.seed + number, seconds, size))

    def photo(self, number: int) -> Path:
        """A photo of `footage.PHOTO` pixels."""
        return self._made(f"photo{number}.jpg", lambda path: footage.write_still(path, self.seed + number))

    def light(self) -> Path:
        """Warm lights on black, as one lays over pictures."""
        return self._made("light.jpg", lambda path: footage.write_light(path, self.seed))

    def song(self) -> Path:
        """`SONG_S` seconds of music."""
        return self._made("song.mp3", lambda path: footage.write_music(path, SONG_S))

    def voice(self) -> Path:
        """`VOICE_S` seconds of a voice."""
        return self._made("voice.mp3", footage.write_voice)

    def _made(self, name: str, write: Callable[[Path], None]) -> Path:
        path = self.root / f"media-{VERSION}-{self.seed}" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"part-{name}")
            write(part)
            part.replace(path)
        return path.absolute()
