"""What a film's making consists of, each part timed alone: `python -m benchmarks.parts DRAFT FOLDER` prints it.

On one core with one encoder thread, so that a worker's chunk costs what it would on a core of any machine.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import TypeVar

from draftreel.child import Child
from draftreel.local import planned
from draftreel.making import assemble, joined, mix_sound
from draftreel.manifest import ChunkManifest, Output, PlanManifest
from draftreel.orders import Draw
from draftreel.settings import Settings
from draftreel.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """Seconds: to parse and plan, for a worker to start, for each chunk, the sound, the join; bytes of it all."""

    plan: float
    start: float
    chunks: tuple[float, ...]
    sound: float
    join: float
    film_bytes: int
    media_bytes: int


def main() -> None:
    """Measure and print a line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.parts", description=__doc__)
    parser.add_argument("draft", type=Path)
    wanted = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    with tempfile.TemporaryDirectory(dir=wanted.draft.parent, prefix="parts-") as folder:
        sys.stdout.write(json.dumps(asdict(_parts(wanted.draft, Path(folder)))) + "\n")


def _parts(draft: Path, folder: Path) -> Parts:
    settings = Settings(data=folder, workers=1, encoder_threads=1)
    began = monotonic()
    with planned(str(draft), Output(), settings) as plan:
        planning = monotonic() - began
        start, seconds, made = _chunks(plan, settings)
        sound, mixing = _timed(lambda: mix_sound(plan, settings))
        film, joining = _timed(lambda: assemble(plan, settings, lambda path: joined(plan, made, sound, path)))
    media = sum(path.stat().st_size for path in {*draft.parent.glob("media-*/*")} if path.name in _named(draft))
    return Parts(planning, start, tuple(seconds), mixing, joining, film.bytes, media)


def _chunks(plan: PlanManifest, settings: Settings) -> tuple[float, list[float], list[ChunkManifest]]:
    """How long a worker takes to its first frame, then each chunk once it is warm."""
    first, seconds, made = list[float](), list[float](), list[ChunkManifest]()
    workspace, began = Workspace(settings.data), monotonic()
    with Child() as child:
        for chunk in plan.chunks:
            path = workspace.chunk(chunk.key)
            _, took = _timed(
                lambda chunk=chunk, path=path: child.carry_out(
                    Draw(plan.path, "", chunk.index, str(path)),
                    lambda _done: first.append(monotonic() - began),
                    settings.run_limit_s,
                )
            )
            seconds.append(took)
            made.append(ChunkManifest(chunk, str(path), path.stat().st_size, reused=False))
    seconds[0] -= first[0]
    return first[0], seconds, made


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = monotonic()
    result = work()
    return result, monotonic() - began


def _named(draft: Path) -> set[str]:
    materials = json.loads((draft / "draft_content.json").read_text(encoding="utf-8"))["materials"]
    return {Path(each["path"]).name for kind in ("videos", "audios") for each in materials.get(kind, [])}


if __name__ == "__main__":
    main()
