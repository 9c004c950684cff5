"""A draft's file while it is written: materials by kind, tracks of segments, ids out of dice."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from benchmarks.footage import FPS, SIZE
from demo import records
from demo.records import Placed, Record


@dataclass(slots=True)
class Sheet:
    """What the libraries that write drafts write; `seconds` and `fps` are the film's."""

    dice: random.Random
    seconds: float = 0.0
    fps: Fraction = FPS
    materials: dict[str, list[Record]] = field(default_factory=dict)
    tracks: list[Record] = field(default_factory=list)

    def add(self, kind: str, record: Record) -> str:
        """Put a material into a list; its id."""
        identity = self._id()
        self.materials.setdefault(kind, []).append({"id": identity, **record})
        return identity

    def clip(self, path: Path, seconds: float, size: tuple[int, int] = SIZE) -> str:
        """A video material."""
        return self.add("videos", records.video(path.name, str(path), size, seconds))

    def photo(self, path: Path, size: tuple[int, int]) -> str:
        """A photo material."""
        return self.add("videos", records.photo(path.name, str(path), size))

    def sound(self, path: Path, seconds: float) -> str:
        """A sound material."""
        return self.add("audios", records.audio(path.name, str(path), seconds))

    def segment(self, material: str, at: tuple[float, float], lead: float | None, extras: Sequence[str] = ()) -> Record:
        """A segment at (start, duration) that shows its material from `lead` on, with its companions; seconds."""
        source = None if lead is None else records.timerange(lead, at[1])
        own = {"id": self._id(), "clip": records.clip(Placed())}
        refs = [self.add("speeds", records.speed(1.0)), *extras]
        return records.segment(material, records.timerange(*at), source) | own | {"extra_material_refs": refs}

    def bare(self, material: str, at: tuple[float, float]) -> Record:
        """A segment of an effect track, which has no place, speed or sound."""
        whole = records.segment(material, records.timerange(*at), None)
        dropped = ("source_timerange", "speed", "volume", "extra_material_refs", "is_tone_modify")
        return {key: value for key, value in whole.items() if key not in dropped} | {"id": self._id()}

    def track(self, kind: str, segments: Sequence[Record]) -> None:
        """Lay a track over those before."""
        own = {"id": self._id(), "attribute": 0, "flag": 0, "name": ""}
        ordered = [{**segment, "render_index": len(self.tracks)} for segment in segments]
        self.tracks.append({**own, "segments": ordered, "type": kind})

    def draft(self) -> Record:
        """The whole file."""
        return {
            "canvas_config": {"width": SIZE[0], "height": SIZE[1], "ratio": "original"},
            "duration": round(self.seconds * records.SECOND),
            "fps": float(self.fps),
            "id": "bench",
            "materials": self.materials,
            "new_version": "110.0.0",
            "tracks": self.tracks,
            "version": 360000,
        }

    def _id(self) -> str:
        return f"{self.dice.getrandbits(128):032x}"
