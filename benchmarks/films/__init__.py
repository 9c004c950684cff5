"""The films that are measured: drafts made from a seed, of media that they share."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.films import brief, captioned, repeated, single, slideshow, treated, typical
from benchmarks.sheet import Sheet
from benchmarks.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Subject:
    """A film by its letter: what it is, who writes it.

    `long`: too long to be kept as raw pictures. `copying`: packets are copied where nothing has to be drawn.
    """

    letter: str
    what: str
    write: Callable[[Sheet, Shelf], None]
    long: bool = False
    copying: bool = True


FILMS: Mapping[str, Subject] = {
    subject.letter: subject
    for subject in (
        Subject("A", f"{single.WHAT}, decoded and encoded", single.write, copying=False),
        Subject("P", f"{single.WHAT}, its packets copied where they can be", single.write),
        Subject("B", typical.WHAT, typical.write),
        Subject("C", treated.WHAT, treated.write),
        Subject("D", captioned.WHAT, captioned.write, long=True),
        Subject("E", slideshow.WHAT, slideshow.write, long=True),
    )
}

BRIEF = Subject("S", brief.WHAT, brief.write, copying=False)
MANY_CHUNKS = Subject("W", f"B {repeated.TIMES} times, one after the other", repeated.write)


def write_draft(subject: Subject, root: Path, seed: int) -> Path:
    """Write a film's draft below `root`, with those of its media that are not there yet; its folder.

    The first time takes half a minute (A, B, C) to some minutes (D).
    """
    sheet = Sheet(random.Random(seed))  # noqa: S311 - the same ids every time
    subject.write(sheet, Shelf(root, seed))
    folder = root / f"{subject.letter}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "draft_content.json").write_text(json.dumps(sheet.draft(), ensure_ascii=False), encoding="utf-8")
    return folder
