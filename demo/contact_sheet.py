"""Frames of a draft on one sheet, to be looked at: `python -m demo.contact_sheet DRAFT -o SHEET.png`."""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.arranging import film_in
from draftreel.drawing import compositor_of
from draftreel.errors import DraftreelError
from draftreel.image import to_rgb
from draftreel.local import planned
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.settings import Settings
from draftreel.span import SECOND, frame_at, frame_time
from draftreel.workspace import temporary

Rgb = NDArray[np.uint8]


def contact_sheet(film: Film, frames: int, columns: int) -> Rgb:
    """Frames at even distances, each with its time, in rows."""
    cells = [_cell(film, moment) for moment in _moments(film, frames)]
    rows = -(-len(cells) // columns)
    cells += [np.zeros_like(cells[0])] * (rows * columns - len(cells))
    return np.vstack([np.hstack(cells[row * columns : (row + 1) * columns]) for row in range(rows)])


def _moments(film: Film, frames: int) -> list[int]:
    fps = film.timeline.fps
    total = max(1, frame_at(film.timeline.duration, fps))
    return [frame_time(min(total - 1, round((n + 0.5) * total / frames)), fps) for n in range(frames)]


def _cell(film: Film, moment: int) -> Rgb:
    with compositor_of(film) as compositor:
        picture = np.ascontiguousarray(to_rgb(compositor.frame(moment)))
    label, place = f"{moment / SECOND:.2f} s", (6, picture.shape[0] - 8)
    for colour, width in (((0, 0, 0), 4), ((255, 255, 255), 1)):
        cv2.putText(picture, label, place, cv2.FONT_HERSHEY_SIMPLEX, 0.45, colour, width, cv2.LINE_AA)
    return np.pad(picture, ((0, 4), (0, 4), (0, 0)))


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("draft")
    parser.add_argument("-o", "--output", type=Path, default=Path("sheet.png"))
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--width", type=int, default=240)
    given = parser.parse_args()
    with temporary(Settings().data) as data:
        try:
            with planned(given.draft, Output(width=given.width), Settings(data=data)) as plan:
                sheet = contact_sheet(film_in(plan), given.frames, given.columns)
        except DraftreelError as exc:
            print(exc, file=sys.stderr)  # noqa: T201 - this is the command line
            return exc.exit_code
    cv2.imwrite(str(given.output), sheet[..., ::-1])
    for note in plan.diagnostics:
        print(f"{note.fidelity}  {note.place}  {note.code}: {note.asked} -> {note.shown}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
