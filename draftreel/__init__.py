"""Draftreel renders CapCut and JianYing drafts to films on Linux, without the app.

For a notebook: `draftreel.clip(draft)` is a MoviePy clip, `draftreel.sound(draft)` a pydub segment, and
`draftreel.render(draft, film, sound=segment)` a film, with that segment for its sound if there is one.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftreel.doors import clip
    from draftreel.segments import render, sound

__all__ = ["clip", "render", "sound"]

_DOORS = {"clip": "draftreel.doors", "render": "draftreel.segments", "sound": "draftreel.segments"}


def __getattr__(name: str) -> object:
    """A door, whose library is imported when it is first used."""
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
