"""How long a film or a sound truly lasts and how many pictures a second it has, from its packets."""

from fractions import Fraction
from itertools import islice, pairwise

import av
from av.container import InputContainer
from av.stream import Stream

from draftreel.media.decoding import packets, picture_stream
from draftreel.span import SECOND

_SAMPLE = 120
_TAIL = 3 * SECOND


def nominal_rate(container: InputContainer) -> Fraction:
    """Pictures a second: a stated rate that agrees with the usual step between pictures, else the measured one."""
    stream = picture_stream(container)
    stamps = sorted({p.pts for p in islice(packets(container, stream), _SAMPLE) if p.pts is not None})
    steps = sorted(b - a for a, b in pairwise(stamps))
    if not steps or stream.time_base is None:
        return stream.average_rate or stream.guessed_rate or Fraction(0)
    measured = 1 / (steps[len(steps) // 2] * stream.time_base)
    said = (stream.average_rate, stream.guessed_rate, stream.base_rate)
    near = [rate for rate in said if rate and abs(rate / measured - 1) < Fraction(4, 100)]
    return near[0] if near else measured.limit_denominator(1001)


def film_duration(container: InputContainer, rate: Fraction) -> int:
    """Microseconds from the first picture to the end of the last, by the packets at the end of the file."""
    stream = picture_stream(container)
    frame = round(SECOND / rate) if rate else 0
    said = _microseconds(stream, stream.duration) or container.duration or 0
    return _end(container, stream, said, frame) or said


def sound_duration(container: InputContainer) -> int:
    """Microseconds that a file of sound alone lasts."""
    stream = container.streams.audio[0]
    said = _microseconds(stream, stream.duration) or container.duration or 0
    return said or _end(container, stream, 0, 0)


def _end(container: InputContainer, stream: Stream, said: int, last: int) -> int:
    """Where the latest packet ends, looking at the tail alone when the file can be entered there."""
    unit, start = stream.time_base or Fraction(1, 1000), stream.start_time or 0
    try:
        container.seek(round(start + max(0, said - _TAIL) / (SECOND * unit)), stream=stream)
    except av.FFmpegError:
        return 0
    ends = [
        round((packet.pts - start) * unit * SECOND) + (round((packet.duration or 0) * unit * SECOND) or last)
        for packet in packets(container, stream)
        if packet.pts is not None
    ]
    return max(ends, default=0)


def _microseconds(stream: Stream, count: int | None) -> int:
    return round(count * stream.time_base * SECOND) if count and stream.time_base else 0
