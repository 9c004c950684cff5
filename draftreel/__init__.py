"""Draftreel renders CapCut and JianYing drafts to films on Linux, without the app.

For a notebook: `draftreel.clip(draft)` is a MoviePy clip, `draftreel.sound(draft)` a pydub segment, and
`draftreel.render(draft, film, sound=segment)` a film, with that segment for its sound if there is one;
`draftreel.save(segment, path)` writes a segment to a file.
"""

from importlib import import_module

TYPE_CHECKING = False  # as type checkers know it: importing typing would be most of what importing this costs
if TYPE_CHECKING:
    from draftreel.doors import clip
    from draftreel.segments import render, save, sound

__all__ = ["clip", "render", "save", "sound"]

_PYDUB = "draftreel.segments"
_DOORS = {"clip": "draftreel.doors", "render": _PYDUB, "save": _PYDUB, "sound": _PYDUB}


def __getattr__(name: str) -> object:
    """A door, whose library is imported when it is first used."""
    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOORS[name]), name)
