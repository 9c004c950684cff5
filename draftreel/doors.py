"""Doors for people in a notebook: a draft as a MoviePy clip, its sound as a pydub segment.

They are the engine's own pictures and samples in those libraries' types, to preview, to cut
into something else, or to export to any format. Close a clip when done with it.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from moviepy import VideoClip
from moviepy.audio.AudioClip import AudioArrayClip
from numpy.typing import NDArray

from draftreel.arranging import film_in
from draftreel.compositor.compositor import Compositor
from draftreel.drawing import compositor_of
from draftreel.image import to_rgb
from draftreel.image.keeping import Shelf
from draftreel.local import planned
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.samples import SAMPLE_RATE, Samples
from draftreel.segments import sound
from draftreel.settings import Settings, read_settings
from draftreel.shelf import PictureShelf
from draftreel.sound_files import mixed as mixed_in_blocks
from draftreel.span import SECOND
from draftreel.workspace import Workspace

__all__ = ["DraftClip", "clip", "mixed", "sound"]


class DraftClip(VideoClip):  # type: ignore[misc] # MoviePy has no types
    """A draft as a MoviePy clip of its canvas's size, rate and length, with its sound."""

    def __init__(self, film: Film, opened: ExitStack, shelf: Shelf | None = None) -> None:
        self._opened = opened
        compositor = opened.enter_context(compositor_of(film, shelf))
        super().__init__(frame_function=_frames(compositor), duration=film.span.duration / SECOND)
        self.size = (film.video.width, film.video.height)
        self.fps = float(film.video.fps)
        if film.timeline.sounds:
            self.audio = AudioArrayClip(mixed(film), fps=SAMPLE_RATE)

    def close(self) -> None:
        """Close the draft's media."""
        self._opened.close()
        super().close()


def clip(draft: str | Path, settings: Settings | None = None, output: Output | None = None) -> DraftClip:
    """A draft (folder, JSON file, zip or draft URL) as a clip, to be closed. Raises every kind of DraftreelError."""
    with ExitStack() as opened:
        known = settings or read_settings()
        plan = opened.enter_context(planned(str(draft), output or Output(), known))
        return DraftClip(film_in(plan), opened.pop_all(), PictureShelf(Workspace(known.data)))


def mixed(film: Film) -> Samples:
    """The film's whole sound at once: shape (samples, 2), float32."""
    return np.concatenate(list(mixed_in_blocks(film)))


def _frames(compositor: Compositor) -> Callable[[float], NDArray[np.uint8]]:
    return lambda seconds: to_rgb(compositor.frame(round(seconds * SECOND)))
