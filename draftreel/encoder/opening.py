"""Our own films opened to be read: their index says all that FFmpeg would find out by decoding."""

from pathlib import Path

import av
from av.container import InputContainer

_AS_SAID = {"skip_frame": "all", "probesize": "32"}  # without these an opened film has its first pictures decoded


def open_made(path: Path) -> InputContainer:
    """A chunk, a sound or a film that we wrote, at its first packet; the format of its pictures and samples is unset.

    Raises what PyAV raises.
    """
    return av.open(str(path), options=_AS_SAID)
