"""A look at a finished sound file before anyone gets it."""

from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from draftreel.encoder.staging import reported
from draftreel.encoder.verify import FilmFacts
from draftreel.errors import EncodingError
from draftreel.span import SECOND

SLACK = Fraction(1, 20)
"""Seconds by which a codec's own frames, and what it puts before the first sample, may make a file longer."""


def verify_sound(path: Path, duration: int) -> FilmFacts:
    """Measures every packet and decodes the first; `duration` is in microseconds. Raises EncodingError."""
    with reported("The sound cannot be read"), av.open(str(path)) as file:
        if len(file.streams.audio) != 1 or file.streams.video:
            raise EncodingError("The file is no sound alone")
        if next(file.decode(audio=0)).samples == 0:
            raise EncodingError("The sound cannot be decoded")
        length = _length(file)
    if abs(length - Fraction(duration, SECOND)) > SLACK:
        raise EncodingError(f"The sound lasts {float(length):.3f} s instead of {duration / SECOND:.3f} s")
    return FilmFacts(0, 0, 0, duration, has_sound=True, bytes=path.stat().st_size)


def _length(file: InputContainer) -> Fraction:
    """Seconds from the first sample on."""
    file.seek(0)
    stream = file.streams.audio[0]
    ends = ((packet.pts or 0) + (packet.duration or 0) for packet in file.demux(stream) if packet.size)
    return max(ends, default=0) * (stream.time_base or Fraction(0))
