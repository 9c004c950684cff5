"""What a render does, counted by name, and segments for drafts that are rendered to be counted."""

from collections import Counter

import pytest

from draftreel import drawing, intake, looking, making
from draftreel.compositor import tiles
from draftreel.media import frames
from tests.conftest import SECOND, segment


class Work:
    """What was done in this process, by name."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: Counter[str] = Counter()
        self.frames = 0
        self._patch = patch
        self._count(looking, "content_key", "hashed")
        self._count(looking, "probe", "probed")
        self._count(intake, "download", "downloaded")
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


def at(start: float, material: str, seconds: float, **more: object) -> dict[str, object]:
    """A segment that starts at a time."""
    span = {"start": round(start * SECOND), "duration": round(seconds * SECOND)}
    return segment(material, seconds, **more) | {"target_timerange": span, "id": f"{material}-{start}"}
