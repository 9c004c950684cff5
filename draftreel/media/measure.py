"""How long a film or a sound truly lasts and how many pictures a second it has, from its packets."""

from fractions import Fraction
from itertools import islice, pairwise

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from draftreel.media.decoding import packets
from draftreel.span import SECOND

_SAMPLE = 120
_TAIL = 3 * SECOND
_LAST_PICTURE = 10 * SECOND
_GUESSERS = frozenset({"mp3", "aac"})
_NEAR = Fraction(1, 100)
_RATES = tuple(
    map(Fraction, ("24", "24000/1001", "25", "30", "30000/1001", "50", "60", "60000/1001", "15", "48", "120"))
)


def has_sound(container: InputContainer) -> bool:
    """Whether there is sound that can be decoded."""
    return any(stream.codec_context is not None for stream in container.streams.audio)


def nominal_rate(container: InputContainer, stream: VideoStream) -> Fraction:
    """Pictures a second, by the usual step between pictures: a rate that the file states when one agrees with it."""
    _enter(container, stream, 0)
    stamps = sorted({p.pts for p in islice(packets(container, stream), _SAMPLE) if p.pts is not None})
    measured = _usual_rate(stamps, stream.time_base or Fraction(1, 1000))
    said = [rate for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate) if rate]
    if not measured:
        return said[0] if said else Fraction(0)
    likely = [rate for rate in said if rate in _RATES] + sorted(_RATES, key=lambda rate: abs(rate - measured))
    return next((rate for rate in likely if abs(rate / measured - 1) < _NEAR), measured)


def _usual_rate(stamps: list[int], unit: Fraction) -> Fraction:
    steps = sorted(b - a for a, b in pairwise(stamps))
    if not steps:
        return Fraction(0)
    middle = steps[len(steps) // 2]
    usual = [step for step in steps if 0.75 * middle <= step <= 1.25 * middle]
    return (len(usual) / (sum(usual) * unit)).limit_denominator(1001)


def film_duration(container: InputContainer, stream: VideoStream, rate: Fraction) -> int:
    """Microseconds from the first picture to the end of the last, by the stamps at the end of the file.

    What the stream's header says is believed when it agrees: it knows how long the last picture stands.
    """
    frame = round(SECOND / rate) if rate else 0
    said = _microseconds(stream, stream.duration)
    measured = _last(container, stream, said or container.duration or 0) + frame
    return said if measured - 2 * frame <= said <= measured + _LAST_PICTURE or measured <= frame else measured


def sound_duration(container: InputContainer, stream: AudioStream) -> int:
    """Microseconds that a file of sound alone lasts; bare MP3 and AAC streams are read through, for they only guess."""
    said = _microseconds(stream, stream.duration) or container.duration or 0
    if said and container.format.name not in _GUESSERS:
        return said
    measured = _last(container, stream, 0)
    return said if abs(said - measured) < said // 20 else measured


def _last(container: InputContainer, stream: Stream, said: int) -> int:
    """Where the latest packet starts, looking at the tail alone when the file can be entered there."""
    unit, start = stream.time_base or Fraction(1, 1000), stream.start_time or 0
    if not _enter(container, stream, max(0, said - _TAIL)):
        return 0
    latest = max((p.pts for p in packets(container, stream) if p.pts is not None), default=start)
    return round((latest - start) * unit * SECOND)


def _enter(container: InputContainer, stream: Stream, moment: int) -> bool:
    unit = stream.time_base or Fraction(1, 1000)
    try:
        container.seek(round((stream.start_time or 0) + moment / (SECOND * unit)), stream=stream)
    except (av.FFmpegError, ValueError):
        return False
    return True


def _microseconds(stream: Stream, count: int | None) -> int:
    return round(count * stream.time_base * SECOND) if count and stream.time_base else 0
