"""What a render does, counted by name, and segments for drafts that are rendered to be counted."""

from collections import Counter

import pytest

from draftreel import drawing, looking, making
from draftreel.compositor import tiles
from draftreel.intake import network
from draftreel.media import frames
from draftreel.mixer import supply
from draftreel.mixer.tape import Stretched
from tests.conftest import SECOND, segment


class Work:
    """What was done in this process, by name."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        self.frames = 0
        self._patch = patch
        self._count(looking, "content_key", "hashed")
        self._count(looking, "probe", "probed")
        self._count(network, "download", "downloaded")
        self._count(frames, "load_still", "stills decoded")
        self._count(tiles, "rasterise", "texts drawn")
        self._count(making, "encode_sound", "sounds mixed")
        self._count(making, "join", "joined")
        self._count_frames()

    def _count(self, module, name, what):
        real = getattr(module, name)

        def counted(*given, **more):
            self.done[what] += 1
            return real(*given, **more)

        self._patch.setattr(module, name, counted)

    def _count_frames(self):
        real = drawing._handed_over

        def counted(film, wanted, *rest):
            self.done["chunks drawn"] += 1
            self.frames += wanted.chunk.count
            return real(film, wanted, *rest)

        self._patch.setattr(drawing, "_handed_over", counted)


class Heard:
    """Sounds that were opened to be decoded in this process, by name, and how many pieces were stretched."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.opened: Counter[str] = Counter()
        self.stretched = 0
        reader, read = supply.SoundReader, Stretched.read

        def opened(path):
            self.opened[path.name] += 1
            return reader(path)

        def stretched(tape, first, count):
            self.stretched += 1
            return read(tape, first, count)

        patch.setattr(supply, "SoundReader", opened)
        patch.setattr(Stretched, "read", stretched)

    def forget(self) -> None:
        self.opened.clear()
        self.stretched = 0


def at(start: float, material: str, seconds: float, **more: object) -> dict[str, object]:
    """A segment that starts at a time."""
    span = {"start": round(start * SECOND), "duration": round(seconds * SECOND)}
    return segment(material, seconds, **more) | {"target_timerange": span, "id": f"{material}-{start}"}
