"""Chunks and sound to one film, by copying packets."""

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.stream import Stream
from av.video.stream import VideoStream

from draftreel.choices import Format
from draftreel.encoder.codecs import TAGS, tell_colours
from draftreel.encoder.head import Head, head_of
from draftreel.encoder.opening import open_made
from draftreel.encoder.staging import staged
from draftreel.errors import EncodingError
from draftreel.formats import muxer_options
from draftreel.span import SAMPLE_RATE, SECOND

_ENCODED = frozenset({"h264", "hevc"})

Packet: TypeAlias = "av.Packet[Stream]"


@dataclass(frozen=True, slots=True)
class Track:
    """Packets in order of decoding, and the seconds that their times count in."""

    packets: Iterable[Packet]
    unit: Fraction

    def timed(self, ticks: int) -> Iterator[tuple[int, Packet]]:
        """With the time that each is decoded at, in the ticks of a clock of so many a second, whole ones."""
        step = int(self.unit * ticks)
        return (((packet.dts or 0) * step, packet) for packet in self.packets)


def join(chunks: Sequence[Path], sound: Path | None, out: Path, duration: int, kind: Format = Format.MP4) -> None:
    """Lays chunks end to end and the sound beside them, the index at the front.

    The chunks are of equal VideoSettings, or copies of films whose parameter sets have numbers of their own.
    `duration` is the film's, in microseconds: a sound that runs on is cut there, to the next whole frame of its codec.
    Raises EncodingError.
    """
    if not chunks:
        raise EncodingError("There are no pictures to join")
    with staged(out) as staging, open_made(chunks[0]) as first:
        template = first.streams.video[0]
        fps, head = _fps(first, template), head_of(chunks)
        with av.open(str(staging), "w", format=kind.value, options=muxer_options(fps, kind)) as film:
            target = _target(film, template, head)
            pictures = Track(_pictures(chunks, target, fps, head.ahead), 1 / fps)
            _write(film, pictures, sound, duration)


def _target(film: OutputContainer, template: VideoStream, head: Head) -> VideoStream:
    target = film.add_stream_from_template(template, opaque=template.codec_context.name not in _ENCODED)
    target.codec_context.extradata = head.box or None
    if template.codec_context.codec_tag in TAGS.values():
        target.codec_context.codec_tag = template.codec_context.codec_tag
    tell_colours(target)
    return target


def _write(film: OutputContainer, pictures: Track, sound: Path | None, duration: int) -> None:
    if sound is None:
        _copy(film, pictures.packets)
        return
    with open_made(sound) as source:
        heard = source.streams.audio[0]
        unit = heard.time_base or Fraction(1, SAMPLE_RATE)
        sounds = Track(_sounds(source, film.add_stream_from_template(heard), unit, duration), unit)
        _copy(film, _in_step(pictures, sounds))


def _in_step(pictures: Track, sounds: Track) -> Iterator[Packet]:
    """Both by when they are decoded: the muxer keeps few waiting."""
    ticks = math.lcm(pictures.unit.denominator, sounds.unit.denominator)
    merged = heapq.merge(pictures.timed(ticks), sounds.timed(ticks), key=itemgetter(0))
    return (packet for _, packet in merged)


def _copy(film: OutputContainer, packets: Iterable[Packet]) -> None:
    for packet in packets:
        film.mux_one(packet)


def _pictures(chunks: Sequence[Path], target: VideoStream, fps: Fraction, ahead: int) -> Iterator[Packet]:
    """All packets at their places in the film: decoding runs `ahead` of showing, as far as any chunk needs it."""
    done, unit = 0, 1 / fps
    for chunk in chunks:
        with open_made(chunk) as source:
            count, stream = 0, source.streams.video[0]
            tick = (stream.time_base or unit) * fps
            for packet in _packets(source, stream):
                shown = _whole((packet.pts or 0) * tick.numerator, tick.denominator)
                packet.stream, packet.time_base = target, unit
                # decoding goes on at one picture a frame: the lead a chunk has of its own is shorter when it is short
                packet.pts, packet.dts, packet.duration = done + shown, done + count - ahead, 1
                yield packet
                count += 1
        done += count


def _whole(count: int, of: int) -> int:
    return (2 * count + of) // (2 * of)


def _sounds(source: InputContainer, target: AudioStream, unit: Fraction, duration: int) -> Iterator[Packet]:
    end = math.ceil(duration / (SECOND * unit))
    for packet in _packets(source, source.streams.audio[0]):
        if (packet.pts or 0) >= end:
            return
        packet.stream = target
        yield packet


def _packets(source: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Packet]:
    return (packet for packet in source.demux(stream) if packet.size)  # the last one only says that it is over


def _fps(source: InputContainer, stream: VideoStream) -> Fraction:
    first = next(_packets(source, stream), None)
    if first is None or not first.duration:
        raise EncodingError("The first chunk has no pictures")
    return 1 / (first.duration * first.time_base)
